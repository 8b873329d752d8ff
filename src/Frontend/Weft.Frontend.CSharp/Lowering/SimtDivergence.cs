using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Sees that threads of a block answer a condition differently: it depends on where a thread is.</summary>
internal static class SimtDivergence
{
    /// <summary>
    /// The condition that parts the threads before they come to a call that needs all of them; null when none is seen to.
    /// </summary>
    public static IOperation? ConditionAround(IInvocationOperation call)
    {
        // A condition on the lane parts warps, too; one on the warp does not.
        var needsBlock = call.TargetMethod.Name is "Barrier" or "BlockSum" or "BlockMin" or "BlockMax";
        HashSet<ISymbol>? varying = null;
        for (IOperation inner = call; inner.Parent is { } around; inner = around)
        {
            if (!needsBlock || around is not IConditionalOperation branch || inner == branch.Condition) continue;
            varying ??= VaryingLocals(call);
            if (Varies(branch.Condition, varying)) return branch.Condition;
        }

        return null;
    }

    private static HashSet<ISymbol> VaryingLocals(IOperation op)
    {
        while (op.Parent is { } parent) op = parent;
        var assignments = Jumps.Within(op).Select(Assigned).OfType<(ISymbol Local, IOperation Value)>().ToList();
        var varying = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        while (assignments.Any(a => Varies(a.Value, varying) && varying.Add(a.Local)))
        {
            // What is assigned of a local that varies, varies: until nothing is added.
        }

        return varying;
    }

    private static (ISymbol, IOperation)? Assigned(IOperation op) => op switch
    {
        IVariableDeclaratorOperation { Initializer.Value: { } value } declarator => (declarator.Symbol, value),
        IAssignmentOperation { Target: ILocalReferenceOperation local } assignment => (local.Local, assignment.Value),
        _ => null,
    };

    // What is read from an array may be the same for all, and what a function gives.
    private static bool Varies(IOperation op, HashSet<ISymbol> varying) => op switch
    {
        _ when Arrays.IsElement(op) || op is IInvocationOperation => false,
        IPropertyReferenceOperation { Property: var property } when SimtOperations.Owns(property) =>
            property.Name is "ThreadIdx" or "GlobalIdx" or "LaneId" or "WarpId",
        ILocalReferenceOperation local => varying.Contains(local.Local),
        _ => op.ChildOperations.Any(child => Varies(child, varying)),
    };
}
