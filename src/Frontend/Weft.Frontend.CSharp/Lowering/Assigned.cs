using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>What a part of a body assigns: the values that a region must hand on.</summary>
internal static class Assigned
{
    /// <summary>The variables of a function, declared before, that the operations assign; in order of appearance.</summary>
    public static IReadOnlyList<Variable> Variables(Frame frame, params IEnumerable<IOperation?> operations)
    {
        var (found, all) = (new List<Variable>(), operations.OfType<IOperation>().ToList());
        foreach (var op in all.SelectMany(Jumps.Within))
            foreach (var variable in Targets(op).SelectMany(symbol => VariablesOf(frame.Own(symbol))).Concat(Flags(frame, op)))
                if (!found.Contains(variable))
                    found.Add(variable);
        return frame.Writes is { } writes ? [.. found.Union(writes(all))] : found;
    }

    /// <summary>What the operations may assign, at least in part: locals, parameters, and <c>this</c> by its type.</summary>
    public static HashSet<ISymbol> Symbols(params IEnumerable<IOperation> operations) =>
        new(operations.SelectMany(Jumps.Within).SelectMany(Targets), SymbolEqualityComparer.Default);

    private static IEnumerable<Variable> VariablesOf(Place? place) => (place as VariablePlace)?.Variables ?? [];

    private static IEnumerable<Variable> Flags(Frame frame, IOperation op) => op switch
    {
        IReturnOperation => [.. VariablesOf(frame.Result), .. FlagOf(frame.Return)],
        IBranchOperation branch when frame.ExitOf(branch.Target) is { } exit =>
            [.. FlagOf(exit), .. exit.Section is { Next: var next } ? [next] : Enumerable.Empty<Variable>()],
        _ => [],
    };

    private static IEnumerable<Variable> FlagOf(Exit? exit) => exit?.Flag is { } flag ? [flag] : [];

    private static IEnumerable<ISymbol> Targets(IOperation op) => op switch
    {
        IAssignmentOperation assignment => Roots(assignment.Target),
        IIncrementOrDecrementOperation step => Roots(step.Target),
        IPatternOperation pattern when Patterns.SymbolOf(pattern) is { } local => [local],
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Roots(argument.Value),
        // A method may assign to the struct that it is called on.
        IInvocationOperation { Instance: { Type.IsValueType: true } instance, TargetMethod.IsReadOnly: false } => Roots(instance),
        IPropertyReferenceOperation { Instance: { Type.IsValueType: true } instance, Property.GetMethod: not { IsReadOnly: true } } =>
            Roots(instance),
        _ => [],
    };

    private static IEnumerable<ISymbol> Roots(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(Roots),
        _ => Places.RootOf(target) is { } root ? [root] : [],
    };
}
