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
        var properties = body is null ? [] : body.DescendantsAndSelf().OfType<IPropertyReferenceOperation>();
        int[] counts = [.. properties.Where(p => Subscripts(p, parameter)).Select(p => Arrays.Subscripts(p).Count).Distinct()];
        problem = counts.Length == 0 ? "no element of it is used" : $"it is subscripted with {string.Join(" and ", counts)} indices";
        return counts is [var rank] ? rank : null;
    }

    private static bool Subscripts(IPropertyReferenceOperation property, IParameterSymbol parameter) =>
        property is { Property.IsIndexer: true, Instance: IParameterReferenceOperation array }
        && SymbolEqualityComparer.Default.Equals(array.Parameter, parameter.OriginalDefinition);
}
