// The values v, for each query weighted by the softmax of its products with the keys; kt has these as columns. Three operations
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include "../onednn.hpp"

static matmul scaled(const memory::desc &a, const memory::desc &b, const memory::desc &c, float scale)
{
    primitive_attr attributes;
    attributes.set_output_scales(0, {scale});
    return matmul(matmul::primitive_desc({a, b, c}, attributes, cpu()));
}

extern "C" void run(const T *number, void *const *array)
{
    static const auto queries = shape({N, D}, tag::ab), keys = shape({D, N}, tag::ab), all = shape({N, N}, tag::ab);
    static const auto products = scaled(queries, keys, all, 0.125f), sums = scaled(all, queries, queries, 1);
    static const softmax_forward softmax(softmax_forward::primitive_desc({prop_kind::forward_inference, all, 1}, cpu()));
    static const memory weights(all, cpu());
    call(products, {{DNNL_ARG_SRC, on(queries, array[0])}, {DNNL_ARG_WEIGHTS, on(keys, array[1])}, {DNNL_ARG_DST, weights}});
    call(softmax, {{DNNL_ARG_SRC, weights}, {DNNL_ARG_DST, weights}});
    call(sums, {{DNNL_ARG_SRC, weights}, {DNNL_ARG_WEIGHTS, on(queries, array[2])}, {DNNL_ARG_DST, on(queries, array[3])}});
}
