// The sum of the products
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.

void run(const T *number, void *const *array)
{
    const T *restrict x = array[0], *restrict y = array[1];
    T *restrict s = array[2], sum = 0;
    for (long i = 0; i < N; i++) sum += x[i] * y[i];
    *s = sum;
}
