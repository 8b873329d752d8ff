// The sum of all elements
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include "../onednn.hpp"

extern "C" void run(const T *number, void *const *array)
{
    static const auto numbers = shape({1, N}, tag::ab), one = shape({1, 1}, tag::ab);
    static const reduction all(reduction::primitive_desc({algorithm::reduction_sum, numbers, one, 0, 0}, cpu()));
    call(all, {{DNNL_ARG_SRC, on(numbers, array[0])}, {DNNL_ARG_DST, on(one, array[1])}});
}
