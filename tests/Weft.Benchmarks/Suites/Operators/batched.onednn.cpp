// Products of many small matrices
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include "../onednn.hpp"

extern "C" void run(const T *number, void *const *array)
{
    static const auto matrices = shape({Q, S, S}, tag::abc);
    static const matmul products(matmul::primitive_desc({matrices, matrices, matrices}, cpu()));
    call(products,
         {{DNNL_ARG_SRC, on(matrices, array[0])}, {DNNL_ARG_WEIGHTS, on(matrices, array[1])}, {DNNL_ARG_DST, on(matrices, array[2])}});
}
