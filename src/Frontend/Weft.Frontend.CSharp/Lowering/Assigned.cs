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
        var found = new List<Variable>();
        foreach (var op in operations.OfType<IOperation>().SelectMany(Jumps.Within))
            foreach (var variable in Targets(op).Select(frame.Own).Concat(Flags(frame, op)))
                if (variable is not null && !found.Contains(variable))
                    found.Add(variable);
        return found;
    }

    public static HashSet<ISymbol> Symbols(params IEnumerable<IOperation> operations) =>
        new(operations.SelectMany(Jumps.Within).SelectMany(Targets), SymbolEqualityComparer.Default);

    private static IEnumerable<Variable?> Flags(Frame frame, IOperation op) => op switch
    {
        IReturnOperation => [frame.Result, frame.Return.Flag],
        IBranchOperation branch when frame.ExitOf(branch.Target) is { } exit => [exit.Flag, exit.Section?.Next],
        _ => [],
    };

    private static IEnumerable<ISymbol> Targets(IOperation op) => op switch
    {
        IAssignmentOperation assignment => Leaves(assignment.Target),
        IIncrementOrDecrementOperation step => Leaves(step.Target),
        IPatternOperation pattern when Patterns.SymbolOf(pattern) is { } local => [local],
        _ => [],
    };

    private static IEnumerable<ISymbol> Leaves(IOperation target) => target switch
    {
        ILocalReferenceOperation local => [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter],
        ITupleOperation tuple => tuple.Elements.SelectMany(Leaves),
        _ => [],
    };
}
