"""Bodies of small functions about numbers; ``grammar`` says how they are read."""

from __future__ import annotations

from typing import Final

NUMBERS: Final = """
> add plus sum_two add_numbers | a b | int | *adds two numbers
return $a + $b
> subtract minus difference take_away | a b | int | *subtracts one number from another
return $a - $b
> multiply times product mul | a b | int | *multiplies two numbers
return $a * $b
> divide quotient ratio div | a b | float | divides one number by another
if $b == 0:
    raise ValueError("division by zero")
return $a / $b
> safe_divide try_divide divide_or_zero | a b | float | *divides two numbers and returns 0 on division by zero
try:
    return $a / $b
except ZeroDivisionError:
    return 0
> square squared sq to_square | n | int | *squares a number
return $n * $n
> cube cubed to_cube | n | int | returns the cube of a number
return $n ** 3
> power raise_to to_power | a b | int | raises a number to a power
return $a ** $b
> is_even even check_even | n | bool | *checks whether a number is even
return $n % 2 == 0
> is_odd odd check_odd | n | bool | *checks whether a number is odd
return $n % 2 == 1
> is_positive positive above_zero | n | bool | checks whether a number is positive
return $n > 0
> double twice doubled times_two | n | int | *doubles a number
return 2 * $n
> half halve half_of | n | float | halves a number
return $n / 2
> add_constant increase step_up shift | n | int | *adds $1 to a number
return $n + $1
> is_big too_large over_limit is_above | n | bool | *checks whether a number is greater than $2
return $n > $2
> maximum larger bigger max_of_two | a b | int | *returns the larger of two numbers
if $a > $b:
    return $a
return $b
> minimum smaller lesser min_of_two | a b | int | *returns the smaller of two numbers
if $a < $b:
    return $a
return $b
> largest_of_three max_of_three max3 | a b c | int | returns the largest of three numbers
return max($a, $b, $c)
> sum_of_three add_three add3 | a b c | int | adds three numbers
$t = $a + $b
$t += $c
return $t
> mean middle average_of_two mid_point | a b | float | returns the average of two numbers
return ($a + $b) / 2
> absolute abs_value magnitude | n | int | *returns the absolute value of a number
if $n < 0:
    return -$n
return $n
> sign sign_of get_sign | n | int | returns the sign of a number
if $n > 0:
    return 1
elif $n < 0:
    return -1
else:
    return 0
> clamp limit_to keep_in_range | n L H | int | keeps a number between two others
return max($L, min($n, $H))
> to_fahrenheit celsius_to_fahrenheit c_to_f | e | float | converts Celsius to Fahrenheit
return $e * 9 / 5 + 32
> to_celsius fahrenheit_to_celsius f_to_c | e | float | converts Fahrenheit to Celsius
return ($e - 32) * 5 / 9
> area rectangle_area get_area | x y | int | *returns the area of a rectangle
return $x * $y
> perimeter get_perimeter rectangle_perimeter | x y | int | returns the perimeter of a rectangle
return 2 * ($x + $y)
> circle_area area_of_circle disk_area | g | float | returns the area of a circle
return math.pi * $g ** 2
> hypotenuse long_side length_of | a b | float | returns the long side of a right triangle
return math.sqrt($a ** 2 + $b ** 2)
> distance gap distance_between | a b | int | returns the distance between two numbers
return abs($a - $b)
> remainder rest modulo | a b | int | returns the remainder of a division
return $a % $b
> factorial fact fac | n | int | *returns the factorial of a number
if $n <= 1:
    return 1
return $n * $f($n - 1)
> factorial_loop compute_factorial get_factorial | n | int | multiplies the numbers from 1 to $n
$t = 1
for $p in range(1, $n + 1):
    $t *= $p
return $t
> fibonacci fib nth_fibonacci | n | int | *returns a Fibonacci number
if $n < 2:
    return $n
return $f($n - 1) + $f($n - 2)
> fib_loop fast_fib fibonacci_number | n | int | computes a Fibonacci number in a loop
$a, $b = 0, 1
for _ in range($n):
    $a, $b = $b, $a + $b
return $a
> gcd common_divisor greatest_divisor | a b | int | finds the greatest common divisor
while $b:
    $a, $b = $b, $a % $b
return $a
> is_prime prime check_prime | n | bool | *checks whether a number is prime
if $n < 2:
    return False
for $p in range(2, $n):
    if $n % $p == 0:
        return False
return True
> countdown count_down print_countdown | n | None | counts down to 1
while $n > 0:
    print($n)
    $n -= 1
> sum_to triangle sum_up_to | n | int | sums the numbers from 1 to $n
return $n * ($n + 1) // 2
> sum_digits digit_sum add_digits | n | int | sums the digits of a number
$t = 0
while $n > 0:
    $t += $n % 10
    $n //= 10
return $t
> fizzbuzz fizz_buzz fizz | n | str | returns Fizz, Buzz or the number
if $n % 15 == 0:
    return "FizzBuzz"
elif $n % 3 == 0:
    return "Fizz"
elif $n % 5 == 0:
    return "Buzz"
return str($n)
> grade get_grade mark | n | str | returns the grade for a score
if $n >= 90:
    return "A"
elif $n >= 70:
    return "B"
else:
    return "C"
"""
