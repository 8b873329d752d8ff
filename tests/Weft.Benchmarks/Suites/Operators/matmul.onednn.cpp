// c <- a b
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include "../onednn.hpp"

extern "C" void run(const T *number, void *const *array)
{
    dnnl_sgemm('N', 'N', M, N, K, 1, (T *)array[0], K, (T *)array[1], N, 0, (T *)array[2], N);
}
