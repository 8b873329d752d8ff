// y <- c tanh(a x + b) + d: three passes
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include "../onednn.hpp"

static eltwise_forward make(algorithm which, const memory::desc &numbers, T a, T b)
{
    return eltwise_forward(eltwise_forward::primitive_desc({prop_kind::forward_inference, which, numbers, a, b}, cpu()));
}

extern "C" void run(const T *number, void *const *array)
{
    static const auto numbers = shape({N}, tag::a);
    static const auto inner = make(algorithm::eltwise_linear, numbers, number[0], number[1]);
    static const auto tanh = make(algorithm::eltwise_tanh, numbers, 0, 0);
    static const auto outer = make(algorithm::eltwise_linear, numbers, number[2], number[3]);
    const auto x = on(numbers, array[0]), y = on(numbers, array[1]);
    call(inner, {{DNNL_ARG_SRC, x}, {DNNL_ARG_DST, y}});
    call(tanh, {{DNNL_ARG_SRC, y}, {DNNL_ARG_DST, y}});
    call(outer, {{DNNL_ARG_SRC, y}, {DNNL_ARG_DST, y}});
}
