using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Lowering;

namespace Weft.Frontend.CSharp;

/// <summary>The C# type of a tensor span leaves its rank open; how a kernel subscripts it does not.</summary>
internal static class TensorRank
{
    public static int? Find(IParameterSymbol parameter, IOperation? body, out string problem)
    {
        var operations = body is null ? [] : body.DescendantsAndSelf();
        var lists = operations.Select(op => Subscripts(op, parameter)).OfType<IReadOnlyList<IOperation>>();
        int[] counts = [.. lists.Select(list => list.Count).Distinct()];
        problem = counts.Length == 0 ? "no element of it is used" : $"it is subscripted with {string.Join(" and ", counts)} indices";
        return counts is [var rank] ? rank : null;
    }

    private static IReadOnlyList<IOperation>? Subscripts(IOperation op, IParameterSymbol parameter) => op switch
    {
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } array } element when Is(array, parameter) =>
            Arrays.Subscripts(element.Arguments),
        IInvocationOperation { TargetMethod.Name: "Slice", Instance: { } array } slice when Is(array, parameter) =>
            Arrays.Subscripts(slice.Arguments),
        _ => null,
    };

    private static bool Is(IOperation array, IParameterSymbol parameter) =>
        array is IParameterReferenceOperation { Parameter: var known }
        && SymbolEqualityComparer.Default.Equals(known, parameter.OriginalDefinition);
}
