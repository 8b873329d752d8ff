// The largest element
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.

void run(const T *number, void *const *array)
{
    const T *restrict x = array[0];
    T *restrict s = array[1], top = x[0];
    for (long i = 1; i < N; i++) top = x[i] > top ? x[i] : top;
    *s = top;
}
