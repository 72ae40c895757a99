"""Bodies of functions about lists, texts and dictionaries, and classes; ``grammar`` reads them."""

from __future__ import annotations

from typing import Final

CONTAINERS: Final = """
> sum_list total_of add_all sum_all | l | int | *sums a list of numbers
$t = 0
for $i in $l:
    $t += $i
return $t
> product_of multiply_all product_list | l | int | multiplies all numbers in a list
$t = 1
for $i in $l:
    $t *= $i
return $t
> average mean_of get_average avg | l | float | *returns the average of a list
return sum($l) / len($l)
> largest find_max max_of highest | l | int | *finds the largest number in a list
$m = $l[0]
for $i in $l:
    if $i > $m:
        $m = $i
return $m
> smallest find_min min_of lowest | l | int | finds the smallest number in a list
$m = $l[0]
for $i in $l:
    if $i < $m:
        $m = $i
return $m
> first first_item get_first head | l | int | returns the first item of a list
return $l[0]
> last last_item get_last | l | int | *returns the last item of a list
return $l[-1]
> evens even_numbers only_even get_evens | l | list[int] | *returns the even numbers in a list
return [$i for $i in $l if $i % 2 == 0]
> squares square_all get_squares | l | list[int] | *squares every number in a list
return [$i * $i for $i in $l]
> scale multiply_each scale_all | l n | list[int] | multiplies each number in a list
return [$i * $n for $i in $l]
> above filter_above greater_than keep_above | l n | list[int] | keeps the numbers above a limit
$r = []
for $i in $l:
    if $i > $n:
        $r.append($i)
return $r
> contains has_item includes is_in | l n | bool | checks whether a list contains a number
for $i in $l:
    if $i == $n:
        return True
return False
> find index_of find_index position | l n | int | finds the position of a number in a list
for $p, $i in enumerate($l):
    if $i == $n:
        return $p
return -1
> reverse_list backwards flip | l | list[int] | *reverses a list
return $l[::-1]
> unique distinct remove_duplicates | l | list[int] | *removes duplicates from a list
$r = []
for $i in $l:
    if $i not in $r:
        $r.append($i)
return $r
> min_max bounds extremes | l | tuple[int, int] | returns the smallest and largest number in a list
return min($l), max($l)
> running_total cumulative partial_sums | l | list[int] | returns the running totals of a list
$t = 0
$r = []
for $i in $l:
    $t += $i
    $r.append($t)
return $r
> print_all show_all print_items | l | None | prints every item of a list
for $i in $l:
    print($i)
> all_positive only_positive every_positive | l | bool | checks whether all numbers are positive
return all($i > 0 for $i in $l)
> count_above count_over how_many_above | l n | int | counts the numbers above a limit
$o = 0
for $i in $l:
    if $i > $n:
        $o += 1
return $o
> greet say_hello welcome hello | j | str | *greets a person by name
return f"$3, {$j}!"
> shout upper to_upper loud | s | str | *makes a text upper case
return $s.upper()
> clean strip_text tidy trim | s | str | removes the spaces around a text
return $s.strip()
> count_vowels vowels number_of_vowels | s | int | *counts the vowels in a text
$o = 0
for $h in $s:
    if $h in "aeiou":
        $o += 1
return $o
> reverse reverse_text reverse_string backward | s | str | *reverses a string
return $s[::-1]
> is_palindrome palindrome check_palindrome | s | bool | *checks whether a word is a palindrome
return $s == $s[::-1]
> repeat repeat_text say_again | s n | str | repeats a text
return $s * $n
> count_char count_letter occurrences | s h | int | counts a letter in a text
return $s.count($h)
> count_words word_count number_of_words | s | int | *counts the words in a text
return len($s.split())
> is_empty empty is_blank | s | bool | checks whether a text is empty
return len($s) == 0
> parse_int to_int to_number read_number | T | int | turns a text into a number
try:
    return int($T)
except ValueError:
    return 0
> read_file load_text read_text | z | str | *reads a text file
with open($z) as file:
    return file.read()
> join_words join_all combine | w | str | *joins words with a comma
return ", ".join($w)
> longest longest_word find_longest | w | str | *finds the longest word in a list
$m = ""
for $u in $w:
    if len($u) > len($m):
        $m = $u
return $m
> lengths word_lengths get_lengths | w | dict[str, int] | maps each word to its length
return {$u: len($u) for $u in $w}
> count_each frequencies count_all tally | w | dict[str, int] | *counts how often each word occurs
$q = {}
for $u in $w:
    $q[$u] = $q.get($u, 0) + 1
return $q
> print_lines show_lines number_lines | w | None | prints lines with their numbers
for $p, $u in enumerate($w, 1):
    print(f"{$p}: {$u}")
> lookup get_value find_value get_or_zero | d k | int | looks up a key and returns 0 if it is missing
if $k in $d:
    return $d[$k]
return 0
> invert swap_keys invert_dict | d | dict[int, str] | *swaps the keys and values of a dictionary
return {$v: $k for $k, $v in $d.items()}
> sum_values total_values add_values | d | int | sums the values of a dictionary
return sum($d.values())
> sorted_keys key_list get_keys | d | list[str] | *returns the sorted keys of a dictionary
return sorted($d)
> show_dict print_dict print_pairs | d | None | prints the keys and values of a dictionary
for $k, $v in $d.items():
    print($k, $v)
> best_key top_key key_of_max | d | str | finds the key with the largest value
return max($d, key=$d.get)
"""
CLASSES: Final = """
> Counter Tally Clicker | n | A counter that goes up.
class $f:
    def __init__(self, $n: int = 0) -> None:
        self.$n = $n

    def add(self) -> None:
        self.$n += 1
> Stack Pile Basket | l | The last one in is the first one out.
class $f:
    def __init__(self) -> None:
        self.$l = []

    def push(self, $i: int) -> None:
        self.$l.append($i)

    def pop(self) -> int:
        return self.$l.pop()
> Rectangle Box Field | x y | A rectangle.
class $f:
    def __init__(self, $x: int, $y: int) -> None:
        self.$x = $x
        self.$y = $y

    def area(self) -> int:
        return self.$x * self.$y
> Point Vector Pair | a b | A pair of numbers.
class $f:
    def __init__(self, $a: int, $b: int) -> None:
        self.$a = $a
        self.$b = $b

    def total(self) -> int:
        return self.$a + self.$b
> Account Wallet Bank | j t | An account with some money.
class $f:
    def __init__(self, $j: str) -> None:
        self.$j = $j
        self.$t = 0

    def deposit(self, $n: int) -> None:
        self.$t += $n
> Dog Cat Robot Person | j | Someone who can speak.
class $f:
    def __init__(self, $j: str) -> None:
        self.$j = $j

    def speak(self) -> str:
        return f"I am {self.$j}."
> Lamp Light Switch | | Something that is on or off.
class $f:
    def __init__(self) -> None:
        self.on = False

    def toggle(self) -> None:
        self.on = not self.on
"""
