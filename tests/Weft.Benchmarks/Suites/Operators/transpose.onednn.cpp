// Rows become columns
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include "../onednn.hpp"

extern "C" void run(const T *number, void *const *array)
{
    static const auto rows = shape({N, N}, tag::ab), columns = shape({N, N}, tag::ba);
    static const reorder turn(reorder::primitive_desc(cpu(), rows, cpu(), columns));
    call(turn, {{DNNL_ARG_FROM, on(rows, array[0])}, {DNNL_ARG_TO, on(columns, array[1])}});
}
