using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Lowering;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>The arrays that the turns of a parallel loop write. Each turn has a part of its own of each, of which no other turn has an
/// element.</summary>
internal sealed class TurnParts(BodyLowering body, IParameterSymbol counter, IReadOnlyList<IOperation> statements)
{
    private readonly List<TurnPart> _parts = [];
    private readonly ArrayNames _before = body.Function.Names;
    private readonly IOperation[] _all = [.. statements.SelectMany(s => s.DescendantsAndSelf())];

    public IReadOnlyList<TurnPart> All => _parts;

    /// <summary>Adds an array from outside of the loop. All uses of it in a turn must be one and the same part.</summary>
    public void Add(ISymbol array)
    {
        if (body.Frame.Find(array) is not VariablePlace { Type: ArrayType type, Variables: [var outer] }) throw body.Fail();
        TurnPart? first = null;
        foreach (var name in _all.Where(op => IsNameOf(op, array) && !IsExtent(Use(op))))
        {
            var use = Use(name);
            if (PartOf(use) is not var (start, count)) throw Refuse(IsPart(use) ? use : name, array);
            first ??= new(array, outer, type, use, start, count, Variable(array, type, count));
            if ($"{first.Start.Syntax}" != $"{start.Syntax}" || $"{first.Count?.Syntax}" != $"{count?.Syntax}") throw Refuse(use, array);
        }

        if (!IsInEachTurn(first!.Use)) throw Refuse(first.Use, array);
        foreach (var other in _all.Where(op => op is ILocalReferenceOperation or IParameterReferenceOperation && !IsNameOf(op, array)))
            if (body.Frame.Find(Places.RootOf(other)!) is VariablePlace { Type: ArrayType, Variables: [var known] }
                && _before.MayBeOne(known, outer))
                throw body.Error(WorkflowDiagnostics.SameArray, other.Syntax, SourceText.Of(other), array.Name, "this loop");
        _parts.Add(first);
    }

    /// <summary>What a turn has of an array that turns write; null for other expressions.</summary>
    public ArrayHandle? Find(IOperation op) =>
        op is IInvocationOperation call && ArrayParts.Operands(call) is [var array, ..] && Of(WorkflowWrites.Root(array)) is { } part
            ? new(part.Type, part.Name) : null;

    /// <summary>The element that a turn has; null for other elements.</summary>
    public Place? Element(IOperation op) => Of(WorkflowWrites.ElementRoot(op)) is { IsElement: true } part
        ? new VariablePlace(part.Type.Element, [part.Name]) : null;

    /// <summary>The parts of the given arrays, in the turn.</summary>
    public IEnumerable<Variable> Names(IEnumerable<ISymbol> arrays) => arrays.Select(a => Of([a])?.Name).OfType<Variable>();

    /// <summary>Refuses to write an array from outside of the loop under a name of the turn.</summary>
    public void RequireOwn(Variable name, IOperation at)
    {
        if (_before.IsKnown(name)) throw body.Error(WorkflowDiagnostics.SharedTurns, at.Syntax, $"{name}", counter.Name);
    }

    private LoweringException Refuse(IOperation use, ISymbol array) =>
        body.Error(WorkflowDiagnostics.SharedTurns, use.Syntax, array.Name, counter.Name);

    private TurnPart? Of(IEnumerable<ISymbol> arrays) =>
        _parts.FirstOrDefault(p => arrays.Contains(p.Array, SymbolEqualityComparer.Default));

    private static Variable Variable(ISymbol array, ArrayType type, IOperation? count) =>
        new(array.Name, count is null ? ((ScalarType)type.Element).Ir : ArrayHandle.Open(type));

    private static bool IsNameOf(IOperation op, ISymbol symbol) =>
        op is ILocalReferenceOperation or IParameterReferenceOperation && SymbolEqualityComparer.Default.Equals(Places.RootOf(op), symbol);

    // What is done with the array that a name stands for.
    private static IOperation Use(IOperation name)
    {
        var use = name.Parent!;
        while (use is IConversionOperation or IArgumentOperation) use = use.Parent!;
        return use;
    }

    private static bool IsExtent(IOperation use) =>
        use is IPropertyReferenceOperation property ? Arrays.IsExtent(property) : use is IInvocationOperation call && Arrays.IsExtent(call);

    private static bool IsPart(IOperation use) =>
        use is IArrayElementReferenceOperation || (use is IInvocationOperation call && ArrayParts.Operands(call).Length > 0);

    private (IOperation Start, IOperation? Count)? PartOf(IOperation use) => use switch
    {
        IArrayElementReferenceOperation { Indices: [var index] } when IsShifted(index, IsCounter) => (index, null),
        IInvocationOperation call when ArrayParts.Operands(call) is [_, var start, var count]
            && IsInvariant(count) && IsShifted(start, op => IsMultiple(op, count)) => (start, count),
        _ => null,
    };

    // The parts begin as far from each other as they are long.
    private bool IsMultiple(IOperation op, IOperation count) => op is IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product
        && ((IsCounter(product.LeftOperand) && $"{product.RightOperand.Syntax}" == $"{count.Syntax}")
            || (IsCounter(product.RightOperand) && $"{product.LeftOperand.Syntax}" == $"{count.Syntax}"));

    // The same distance from it in all turns.
    private bool IsShifted(IOperation op, System.Func<IOperation, bool> isBase)
    {
        op = Unwrapped(op);
        return isBase(op) || (op is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } shifted
            && isBase(Unwrapped(shifted.LeftOperand)) && IsInvariant(shifted.RightOperand));
    }

    private bool IsCounter(IOperation op) => IsNameOf(Unwrapped(op), counter);

    // Turns cannot assign to what is declared outside of them.
    private bool IsInvariant(IOperation op) => op.ConstantValue.HasValue || op switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation => body.Frame.Find(Places.RootOf(op)!) is not null,
        IPropertyReferenceOperation property => Arrays.ExtentOf(property) is { } array && IsInvariant(array),
        IInvocationOperation call when Arrays.IsExtent(call) => IsInvariant(call.Instance!),
        IConversionOperation or IUnaryOperation or IBinaryOperation => op.ChildOperations.All(IsInvariant),
        _ => false,
    };

    // The part is looked up when the turn begins: where only some turns have it that could fail, and C# would not.
    private bool IsInEachTurn(IOperation use)
    {
        foreach (var statement in statements)
        {
            if (statement.DescendantsAndSelf().Contains(use)) return statement is IExpressionStatementOperation && IsPlain(use, statement);
            if (statement.DescendantsAndSelf().Any(op => op is IReturnOperation or IBranchOperation)) return false;
        }

        return false;
    }

    private static bool IsPlain(IOperation use, IOperation statement)
    {
        for (var op = use; op != statement; op = op.Parent!)
            if (op is IConditionalOperation or ISwitchExpressionOperation or ICoalesceOperation or IBinaryOperation
                { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr }) return false;
        return true;
    }

    private static IOperation Unwrapped(IOperation op) => op is IConversionOperation conversion ? Unwrapped(conversion.Operand) : op;
}
