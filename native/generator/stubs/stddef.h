/* Size_t and NULL, as the generator's target has them. */
typedef unsigned long size_t;
#define NULL ((void *) 0)
