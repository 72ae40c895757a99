/* Bool, as the generator's target has them. */
#define bool _Bool
#define true 1
#define false 0
