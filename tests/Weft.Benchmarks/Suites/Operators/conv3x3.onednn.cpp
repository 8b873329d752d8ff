// A window of 3 by 3 pixels with c channels each, to o channels; weights are brought into the library's order by each call
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include "../onednn.hpp"

extern "C" void run(const T *number, void *const *array)
{
    static const auto from = shape({1, C, H + 2, W + 2}, tag::nhwc), to = shape({1, O, H, W}, tag::nhwc);
    static const auto plain = shape({O, C, 3, 3}, tag::hwio), any = shape({O, C, 3, 3}, tag::any);
    static const convolution_forward::primitive_desc plan(
        {prop_kind::forward_inference, algorithm::convolution_auto, from, any, to, {1, 1}, {0, 0}, {0, 0}}, cpu());
    static const convolution_forward convolve(plan);
    static const memory weights(plan.weights_desc(), cpu());
    static const reorder pack(reorder::primitive_desc(cpu(), plain, cpu(), plan.weights_desc()));
    call(pack, {{DNNL_ARG_FROM, on(plain, array[1])}, {DNNL_ARG_TO, weights}});
    call(convolve, {{DNNL_ARG_SRC, on(from, array[0])}, {DNNL_ARG_WEIGHTS, weights}, {DNNL_ARG_DST, on(to, array[2])}});
}
