// oneDNN 2 with the arrays of a kernel. Extents and T are macros when a kernel is compiled; the library calls other things so.
#pragma once
#pragma push_macro("C")
#pragma push_macro("D")
#pragma push_macro("H")
#pragma push_macro("K")
#pragma push_macro("M")
#pragma push_macro("N")
#pragma push_macro("O")
#pragma push_macro("Q")
#pragma push_macro("S")
#pragma push_macro("T")
#pragma push_macro("W")
#undef C
#undef D
#undef H
#undef K
#undef M
#undef N
#undef O
#undef Q
#undef S
#undef T
#undef W
#include <dnnl.hpp>
#pragma pop_macro("C")
#pragma pop_macro("D")
#pragma pop_macro("H")
#pragma pop_macro("K")
#pragma pop_macro("M")
#pragma pop_macro("N")
#pragma pop_macro("O")
#pragma pop_macro("Q")
#pragma pop_macro("S")
#pragma pop_macro("T")
#pragma pop_macro("W")

#if DNNL_VERSION_MAJOR != 2
#error this is written for version 2 of oneDNN
#endif

using namespace dnnl;
using tag = memory::format_tag;

static engine &cpu()
{
    static engine one(engine::kind::cpu, 0);
    return one;
}

/// An array, of f32 where nothing else is said.
static memory::desc shape(memory::dims extents, tag order, memory::data_type element = memory::data_type::f32)
{
    return memory::desc(extents, element, order);
}

static memory on(const memory::desc &shape, void *array) { return memory(shape, cpu(), array); }

/// Runs an operation that was made before.
static void call(const primitive &operation, const std::unordered_map<int, memory> &arrays)
{
    static stream line(cpu());
    operation.execute(line, arrays);
    line.wait();
}
