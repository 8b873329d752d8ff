using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>What a part of a body assigns: the values that a region must hand on. Local functions and lambdas assign for those that
/// call them.</summary>
internal static class Assigned
{
    /// <summary>The variables, declared before, that the operations assign; in order of appearance.</summary>
    public static IReadOnlyList<Variable> Variables(Frame frame, params IEnumerable<IOperation?> operations)
    {
        var (found, all) = (new List<Variable>(), operations.OfType<IOperation>().ToList());
        foreach (var op in all.SelectMany(Jumps.Within))
        {
            Add(Flags(frame, op));
            AddTargets(op, frame, []);
        }

        if (frame.Writes is { } writes) Add(writes(all));
        return found;

        void Add(IEnumerable<Variable> variables) => found.AddRange(variables.Distinct().Except(found).ToList());

        void AddTargets(IOperation op, Frame home, HashSet<IOperation> called)
        {
            Add(Targets(op).SelectMany(symbol => Place.VariablesOf(home.Reach(symbol))));
            foreach (var (function, around) in Functions(op, home))
                if (called.Add(function))
                    foreach (var inner in Jumps.Within(function)) AddTargets(inner, around, called);
        }
    }

    /// <summary>What the operations may assign, at least in part: locals, parameters, and <c>this</c> by its type.</summary>
    public static HashSet<ISymbol> Symbols(params IEnumerable<IOperation> operations)
    {
        var own = operations.SelectMany(Jumps.Within).ToList();
        // Which function a name stands for is not known here: it may be any.
        var functions = own.FirstOrDefault(IsFunction) is { } named ? Root(named).DescendantsAndSelf().Where(IsInFunction) : [];
        var found = own.Concat(functions).SelectMany(Targets).ToList();
        if (found.FirstOrDefault(IsReference) is not null) found.AddRange(Root(own[0]).DescendantsAndSelf().SelectMany(Referents));
        return new(found, SymbolEqualityComparer.Default);
    }

    private static bool IsReference(ISymbol symbol) => symbol is ILocalSymbol { RefKind: not RefKind.None };

    // What a ref local refers to, which it stands for wherever it is assigned.
    private static IEnumerable<ISymbol> Referents(IOperation op) =>
        op is IVariableDeclaratorOperation { Symbol: var local, Initializer.Value: var value } && IsReference(local) ? Roots(value) : [];

    private static IEnumerable<Variable> Flags(Frame frame, IOperation op) => op switch
    {
        IReturnOperation => [.. Place.VariablesOf(frame.Result), .. FlagOf(frame.Return)],
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
        IInvocationOperation { Instance: { Type.IsReferenceType: false } instance, TargetMethod.IsReadOnly: false } => Roots(instance),
        IPropertyReferenceOperation { Instance: { Type.IsReferenceType: false } instance, Property.GetMethod: not { IsReadOnly: true } } =>
            Roots(instance),
        _ => [],
    };

    private static IEnumerable<ISymbol> Roots(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(Roots),
        IConditionalOperation choice => [.. Roots(choice.WhenTrue), .. Roots(choice.WhenFalse!)],
        _ => Places.RootOf(target) is { } root ? [root] : [],
    };

    // The bodies of the functions that an operation calls or hands on, and where their variables are.
    private static IEnumerable<(IOperation Body, Frame Home)> Functions(IOperation op, Frame frame) => op switch
    {
        IAnonymousFunctionOperation lambda => [(lambda.Body, frame)],
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } local } => Local(op, local, frame),
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } local } => Local(op, local, frame),
        _ when Delegates.NameOf(op) is { } name && frame.NamedFunction(name) is { } function => Functions(function.Target, function.Frame),
        _ => [],
    };

    private static IEnumerable<(IOperation Body, Frame Home)> Local(IOperation at, IMethodSymbol function, Frame frame)
    {
        for (var around = at; around is not null; around = around.Parent)
            foreach (var declared in around.ChildOperations.OfType<ILocalFunctionOperation>())
                if (declared.Body is { } body && SymbolEqualityComparer.Default.Equals(declared.Symbol, function.OriginalDefinition))
                    return [(body, frame.Enclosing(function) ?? frame)];
        return [];
    }

    private static bool IsFunction(IOperation op) => op is IAnonymousFunctionOperation or IMethodReferenceOperation
        or IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction or MethodKind.DelegateInvoke }
        || Delegates.NameOf(op) is not null;

    private static bool IsInFunction(IOperation op)
    {
        for (var around = op; around is not null; around = around.Parent)
            if (around is IAnonymousFunctionOperation or ILocalFunctionOperation) return true;
        return false;
    }

    private static IOperation Root(IOperation op)
    {
        while (op.Parent is { } parent) op = parent;
        return op;
    }
}
