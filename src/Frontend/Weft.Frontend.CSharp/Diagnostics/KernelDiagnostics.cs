using System.Collections.Immutable;
using System.Linq;
using static Weft.Frontend.CSharp.ErrorDescriptor;

namespace Weft.Frontend.CSharp;

/// <summary>What the generator tells about kernels. WEFT00 are declarations, WEFT01 bodies.</summary>
internal static class KernelDiagnostics
{
    public static readonly DiagnosticDescriptor NotStatic = Error("WEFT0001", "A kernel is static",
        "Kernel '{0}' must be static: a kernel sees only its parameters. Add 'static' and pass what it needs as parameters.");

    public static readonly DiagnosticDescriptor ReturnsValue = Error("WEFT0002", "A kernel returns numbers or nothing",
        "Kernel '{0}' returns '{1}'. {2}");

    public static readonly DiagnosticDescriptor Generic = Error("WEFT0003", "A generic kernel names its types",
        "Kernel '{0}' is compiled for types that its [Kernel] names. {1}");

    public static readonly DiagnosticDescriptor ByReference = Error("WEFT0004", "The parameter is not passed as kernels take it",
        "Parameter '{0}' is passed by '{1}'. Pass it by value. Numbers that a kernel without a grid writes are passed by ref or out; a "
        + "workflow returns them.");

    public static readonly DiagnosticDescriptor ParameterType = Error("WEFT0005", "The type is not one that kernels take",
        "Parameter '{0}' has type '{1}'. A kernel takes numbers (bool, sbyte to ulong, char, nint, nuint, Half, float, double) and, of "
        + "these, Span<T>, ReadOnlySpan<T>, T[], T[,], T[,,], TensorSpan<T> and ReadOnlyTensorSpan<T>.");

    public static readonly DiagnosticDescriptor NoBody = Error("WEFT0006", "A kernel has a plain body",
        "Kernel '{0}' is {1}. Give it a plain body, which is what Weft compiles.");

    public static readonly DiagnosticDescriptor NameTaken = Error("WEFT0008", "The launcher's name is taken",
        "Kernel '{0}' needs the name '{1}' for its launch class, but there is already one. Rename the kernel.");

    public static readonly DiagnosticDescriptor UnknownRank = Error("WEFT0009", "The rank of a tensor span comes from its subscripts",
        "The rank of '{0}' cannot be told: {1}. Subscript it with the same number of indices everywhere.");

    public static readonly DiagnosticDescriptor LocalFunction = Error("WEFT0010", "A kernel is a method",
        "Kernel '{0}' is a local function. Make it a static method of a class, where the launch class can stand beside it.");

    public static readonly DiagnosticDescriptor StructParameter = Error("WEFT0011", "The struct is not one that kernels take",
        "Parameter '{0}' has type '{1}', which kernels cannot take: {2}. Take structs of numbers with their plain layout, or an array for "
        + "each field.");

    public static readonly DiagnosticDescriptor UnsupportedCall = Error("WEFT0101", "The call is not one that kernels make",
        "'{0}' cannot be called in a kernel. A kernel calls Math, MathF, Parallel.For and static methods whose source is in this project.");

    public static readonly DiagnosticDescriptor UnsupportedStatement = Error("WEFT0102", "The statement is not one of kernels",
        "A kernel has no {0}. {1}");

    public static readonly DiagnosticDescriptor UnsupportedExpression = Error("WEFT0103", "The expression is not one of kernels",
        "'{0}' cannot be computed in a kernel. {1}");

    public static readonly DiagnosticDescriptor UnsupportedType = Error("WEFT0104", "The type is not one of kernel values",
        "'{0}' has type '{1}', which kernels cannot hold. Use bool, sbyte to ulong, char, nint, nuint, Half, float, double, "
        + "enums, and tuples and structs of these.");

    public static readonly DiagnosticDescriptor Recursion = Error("WEFT0105", "Kernels do not recur",
        "'{0}' calls itself. Kernels have no call stack: write a loop.");

    public static readonly DiagnosticDescriptor WritesCaptured = Error("WEFT0106", "A parallel body writes only arrays",
        "'{0}' is declared outside this function. {1}");

    public static readonly DiagnosticDescriptor NotConstant = Error("WEFT0107", "A kernel sees only constants from outside",
        "'{0}' is not a constant. Make it const, or pass its value as a parameter.");

    public static readonly DiagnosticDescriptor ArrayAsValue = Error("WEFT0109", "Arrays are read and written by element",
        "'{0}' is an array used as a value. Use its elements or Length, or pass it on to a static method.");

    public static readonly DiagnosticDescriptor RefusedFunction = Error("WEFT0110", "The function's result depends on the machine",
        "'{0}' has no result that is the same everywhere, which that of a kernel is. Write {1}.");

    public static readonly DiagnosticDescriptor DivergentBarrier = Error("WEFT0120", "All threads come to the same barrier",
        "'{0}' stands under '{1}', which threads of a block may answer differently: those that go past it leave the others waiting. Put it "
        + "behind the condition, where all threads come to it.");

    public static readonly DiagnosticDescriptor LoopInGrid = Error("WEFT0121", "A grid is parallel already",
        "'{0}' stands in a kernel that runs as a grid of threads. Let each thread do its part, found by Gpu.GlobalIdx, or leave Gpu out.");

    public static readonly DiagnosticDescriptor SharedLength = Error("WEFT0122", "Shared arrays have constant sizes",
        "The size '{0}' of a shared array is not a constant from 1 up. Write a number or a const: blocks get this "
        + "memory before they begin.");

    public static readonly DiagnosticDescriptor SharedPlace = Error("WEFT0123", "Shared arrays are declared at the top of the kernel",
        "'{0}' is {1}. Declare the array as a local at the top of the kernel, 'var tile = Gpu.Shared<float>(256);', and pass it on.");

    public static readonly DiagnosticDescriptor WholePosition = Error("WEFT0124", "Positions are used by coordinate",
        "'{0}' is used as a whole. Write {0}.X, {0}.Y or {0}.Z.");

    public static readonly DiagnosticDescriptor HiddenGrid = Error("WEFT0125", "A kernel that runs over a grid says so itself",
        "'{0}' needs a grid, but the kernel that calls this function does not use Gpu itself. Read "
        + "Gpu.GlobalIdx in the kernel and pass it on.");

    public static readonly DiagnosticDescriptor Internal = Error("WEFT0199", "Weft failed",
        "Weft could not lower kernel '{0}': {1}. This is a mistake in Weft; please report it together with the kernel.");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        NotStatic, ReturnsValue, Generic, ByReference, ParameterType, NoBody, NameTaken, UnknownRank, LocalFunction,
        StructParameter,
        UnsupportedCall, UnsupportedStatement, UnsupportedExpression, UnsupportedType, Recursion, WritesCaptured, NotConstant,
        ArrayAsValue, RefusedFunction, DivergentBarrier, LoopInGrid, SharedLength, SharedPlace, WholePosition, HiddenGrid,
        Internal, .. WorkflowDiagnostics.All,
    ];

    public static DiagnosticDescriptor Find(string id) => All.First(d => d.Id == id);
}
