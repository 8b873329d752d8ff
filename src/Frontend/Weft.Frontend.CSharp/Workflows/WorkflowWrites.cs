using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Lowering;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>What a part of a workflow does to arrays: the names that a region must hand on.</summary>
internal sealed class WorkflowWrites(BodyLowering body, Callees callees)
{
    /// <summary>The names, there before, whose array or whose array's elements the operations may change.</summary>
    public IEnumerable<Variable> Variables(IEnumerable<IOperation> operations)
    {
        IOperation[] all = [.. operations.SelectMany(op => op.DescendantsAndSelf())];
        var groups = new SymbolGroups();
        foreach (var (target, source) in all.SelectMany(Assignments)) groups.Merge(target, source);
        var written = new HashSet<ISymbol>(all.SelectMany(Written), SymbolEqualityComparer.Default);
        var symbols = written.SelectMany(groups.Of).Concat(all.SelectMany(Assigned)).Distinct(SymbolEqualityComparer.Default);
        return symbols
            .Select(symbol => body.Frame.Own(symbol!)).OfType<VariablePlace>().SelectMany(place => place.Variables)
            .SelectMany(name => new[] { name }.Concat(body.Function.Names.SameAs(name)).Concat(body.Function.Names.MaybeSameAs(name)))
            .Distinct();
    }

    /// <summary>The arrays whose elements an operation writes.</summary>
    public IEnumerable<ISymbol> Written(IOperation op) => op switch
    {
        IInvocationOperation call when KernelMethods.IsKernel(call.TargetMethod) =>
            body.Frame.Types.Close(call.TargetMethod) is var method
                ? call.Arguments.Where(a => WorkflowArrays.IsArray(a.Value) && callees.MayWrite(method, a.Parameter!))
                    .SelectMany(a => Root(a.Value)) : [],
        IInvocationOperation call when ArrayMoves.TargetOf(call) is { } target => Root(target),
        IAssignmentOperation assignment when Arrays.IsElement(assignment.Target) => ElementRoot(assignment.Target),
        IIncrementOrDecrementOperation step when Arrays.IsElement(step.Target) => ElementRoot(step.Target),
        _ => [],
    };

    /// <summary>The name whose array, or a part of it, an expression gives; none for new arrays.</summary>
    public static IEnumerable<ISymbol> Root(IOperation? op) => op switch
    {
        ILocalReferenceOperation local => [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter],
        IDeclarationExpressionOperation declaration => Root(declaration.Expression),
        IConversionOperation conversion => Root(conversion.Operand),
        IInvocationOperation call => ArrayParts.Operands(call) is [var array, ..] ? Root(array) : [],
        IImplicitIndexerReferenceOperation part => Root(part.Instance),
        _ => [],
    };

    public static IEnumerable<ISymbol> ElementRoot(IOperation element) => element switch
    {
        IArrayElementReferenceOperation array => Root(array.ArrayReference),
        IPropertyReferenceOperation span => Root(span.Instance),
        IImplicitIndexerReferenceOperation fromEnd => Root(fromEnd.Instance),
        _ => [],
    };

    private static IEnumerable<ISymbol> Assigned(IOperation op) => op switch
    {
        ISimpleAssignmentOperation assignment when WorkflowArrays.IsArray(assignment.Target) => Root(assignment.Target),
        IDeconstructionAssignmentOperation tuple =>
            tuple.Target.DescendantsAndSelf().Where(t => WorkflowArrays.IsArray(t)).SelectMany(Root),
        _ => [],
    };

    // Of a tuple each name may come to stand for each array: that is more than the truth, and simple.
    private static IEnumerable<(ISymbol Target, ISymbol Source)> Assignments(IOperation op) => op switch
    {
        ISimpleAssignmentOperation assignment when WorkflowArrays.IsArray(assignment.Target) =>
            Pairs(Root(assignment.Target), Root(assignment.Value)),
        IVariableDeclaratorOperation { Initializer: { } initializer } declared => Pairs([declared.Symbol], Root(initializer.Value)),
        IDeconstructionAssignmentOperation tuple => Pairs(
            Assigned(tuple), tuple.Value.DescendantsAndSelf().Where(v => WorkflowArrays.IsArray(v)).SelectMany(Root)),
        _ => [],
    };

    private static IEnumerable<(ISymbol, ISymbol)> Pairs(IEnumerable<ISymbol> targets, IEnumerable<ISymbol> sources) =>
        targets.SelectMany(target => sources.Select(source => (target, source)));

    /// <summary>Symbols that may come to stand for one array.</summary>
    private sealed class SymbolGroups
    {
        private readonly Dictionary<ISymbol, HashSet<ISymbol>> _groups = new(SymbolEqualityComparer.Default);

        public IEnumerable<ISymbol> Of(ISymbol symbol) => _groups.TryGetValue(symbol, out var group) ? group : [symbol];

        public void Merge(ISymbol a, ISymbol b)
        {
            var merged = new HashSet<ISymbol>(Of(a).Concat(Of(b)), SymbolEqualityComparer.Default);
            foreach (var member in merged) _groups[member] = merged;
        }
    }
}
