/* FILE, as the generator's target has them. */
typedef struct FILE FILE;
