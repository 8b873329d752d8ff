using System;

namespace Weft.IR;

/// <summary>The dialects that mlir-opt has besides those of this library. What is written of them is kept as text, but it is known that
/// they give names to their attributes, and that memory may hold values of their types. Other dialects nobody knows.</summary>
internal static class UnloadedDialects
{
    private static readonly string[] Names =
    [
        "acc", "amdgpu", "amx", "arm_neon", "arm_sme", "arm_sve", "async", "bufferization", "complex", "dlti", "emitc", "index", "irdl",
        "llvm", "ml_program", "mpi", "mesh", "nvgpu", "nvvm", "omp", "pdl", "pdl_interp", "polynomial", "ptr", "quant", "rocdl", "shape",
        "sparse_tensor", "spirv", "test", "test_dyn", "tosa", "transform", "x86vector", "xegpu",
    ];

    public static bool Contains(string name) => Array.IndexOf(Names, name) >= 0;
}
