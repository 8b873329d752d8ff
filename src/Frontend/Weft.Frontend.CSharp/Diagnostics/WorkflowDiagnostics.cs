using System.Collections.Immutable;
using static Weft.Frontend.CSharp.ErrorDescriptor;

namespace Weft.Frontend.CSharp;

/// <summary>What is told about workflows alone; their declarations and scalar expressions are as those of kernels.</summary>
internal static class WorkflowDiagnostics
{
    public static readonly DiagnosticDescriptor Option = Error("WEFT0012", "The option of a workflow cannot be read",
        "'{0}' is not what this option says. Write {1}.");

    public static readonly DiagnosticDescriptor Element = Error("WEFT0130", "Elements are the business of kernels",
        "'{0}' is an element of an array, which a workflow does not touch itself. Put what is done with it into a [Kernel] method, and "
        + "call that.");

    public static readonly DiagnosticDescriptor ArrayCall = Error("WEFT0131", "Workflows pass arrays to kernels",
        "'{0}' cannot be called with arrays in a workflow. Mark it [Kernel] if it computes with their elements, [Workflow] if it calls "
        + "kernels itself.");

    public static readonly DiagnosticDescriptor SameArray = Error("WEFT0132", "Written arrays are passed once",
        "'{0}' may be the same array as '{1}', which '{2}' writes. Pass a copy that is made before, for example with ToArray().");

    public static readonly DiagnosticDescriptor UnknownArray = Error("WEFT0133", "It is known which array a name is",
        "Whether '{0}' is the array that '{1}' writes depends on the path taken to here. Let it stand for one array on all paths: swap as "
        + "in (u, v) = (v, u), or copy with CopyTo.");

    public static readonly DiagnosticDescriptor GridCall = Error("WEFT0134", "Workflows call kernels without a grid",
        "'{0}' runs as a grid of threads, whose size a call does not say. Write it with Parallel.For to call it from a workflow.");

    public static readonly DiagnosticDescriptor ArrayKind = Error("WEFT0135", "The array is not one that workflows hold",
        "'{0}' of type '{1}' is not an array that a workflow holds. It holds arrays and spans of numbers that are parameters, or made with "
        + "new, [...] or ToArray().");

    public static readonly DiagnosticDescriptor NamedPart = Error("WEFT0136", "Parts of arrays have no names",
        "'{0}' is a part of an array. Write it where it is passed to a kernel; a copy of it, by ToArray(), may have a name.");

    public static readonly DiagnosticDescriptor SharedTurns = Error("WEFT0137", "Turns write parts of their own",
        "Turns of this loop may write the same elements of '{0}'. Give each its own part, the same wherever it is used, in each turn: "
        + "{0}.AsSpan({1} * n, n) with one n for all turns, or {0}[{1}].");

    public static readonly DiagnosticDescriptor LibraryKernel = Error("WEFT0138", "What workflows call of libraries",
        "'{0}' of '{1}' cannot be called in a workflow: {2}. Of libraries, workflows call [Kernel] methods that have a public launch class "
        + "and no type parameters. Launch it beside the workflow, or link its file into this project: "
        + "<Compile Include=\"...\" Link=\"...\" />.");

    public static readonly DiagnosticDescriptor SharedResult = Error("WEFT0139", "What a workflow returns is new",
        "'{0}' may be {1}; to the caller the result would be another array. Return a copy: ToArray() or Clone().");

    public static readonly DiagnosticDescriptor ResultExtent = Error("WEFT0140", "Sizes of results are known before a workflow runs",
        "The extent {0} of the array that '{1}' returns does not follow from its parameters alone. Make the array with sizes that are sums "
        + "and products of integer parameters and extents of arrays, the same on all paths, or write to a parameter.");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        Option, Element, ArrayCall, SameArray, UnknownArray, GridCall, ArrayKind, NamedPart, SharedTurns, LibraryKernel, SharedResult,
        ResultExtent,
    ];
}
