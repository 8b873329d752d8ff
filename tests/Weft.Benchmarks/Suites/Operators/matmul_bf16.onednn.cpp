// c <- a b, of bf16
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include "../onednn.hpp"

extern "C" void run(const T *number, void *const *array)
{
    using type = memory::data_type;
    static const auto a = shape({M, K}, tag::ab, type::bf16), b = shape({K, N}, tag::ab, type::bf16), c = shape({M, N}, tag::ab, type::f32);
    static const matmul product(matmul::primitive_desc({a, b, c}, cpu()));
    call(product, {{DNNL_ARG_SRC, on(a, array[0])}, {DNNL_ARG_WEIGHTS, on(b, array[1])}, {DNNL_ARG_DST, on(c, array[2])}});
}
