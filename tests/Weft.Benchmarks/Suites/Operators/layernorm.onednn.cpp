// Each row with mean 0 and variance 1, scaled and shifted
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include "../onednn.hpp"

extern "C" void run(const T *number, void *const *array)
{
    static const auto rows = shape({M, N}, tag::ab), row = shape({N}, tag::a);
    static const layer_normalization_forward normalize(layer_normalization_forward::primitive_desc(
        {prop_kind::forward_inference, rows, 0.00001f, normalization_flags::use_scale | normalization_flags::use_shift}, cpu()));
    call(normalize, {{DNNL_ARG_SRC, on(rows, array[0])}, {DNNL_ARG_SCALE, on(row, array[1])}, {DNNL_ARG_SHIFT, on(row, array[2])},
                     {DNNL_ARG_DST, on(rows, array[3])}});
}
