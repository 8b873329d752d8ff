using System.Text;
using Weft.Frontend.Dsl.BoundTree;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>Writes a bound tree as text, one statement a line, for tests to compare.</summary>
internal sealed class BoundText
{
    private readonly StringBuilder _text = new();
    private int _indent;

    public static string Of(BoundStatement statement)
    {
        var writer = new BoundText();
        writer.Statement(statement);
        return writer._text.ToString().TrimEnd();
    }

    public static string Of(BoundExpression expression) => expression switch
    {
        BoundLiteral literal => literal.Value.ToString(),
        BoundVariable variable => variable.Variable.Name,
        BoundElement element => $"{element.Array.Name}[{List(element.Subscripts)}]",
        BoundSlice slice => $"{slice.Array.Name}[{Parts(slice.Subscripts)}]",
        BoundExtent extent => $"extent({extent.Array.Name}, {extent.Dimension})",
        BoundUnary unary => $"{unary.Operator}({Of(unary.Operand)})",
        BoundBinary binary => $"{binary.Operator}({Of(binary.Left)}, {Of(binary.Right)})",
        BoundLogical logical => $"{(logical.IsOr ? "OrElse" : "AndAlso")}({Of(logical.Left)}, {Of(logical.Right)})",
        BoundConditional choice => $"({Of(choice.Condition)} ? {Of(choice.WhenTrue)} : {Of(choice.WhenFalse)})",
        BoundConversion conversion => $"{conversion.Type}({Of(conversion.Operand)})",
        BoundMath math => $"{math.Function}({List(math.Arguments)})",
        BoundResult { Call: { Callee.Results.Length: > 1 } call } result => $"{call.Callee}({List(call.Arguments)}).{result.Position}",
        BoundResult { Call: var call } => $"{call.Callee}({List(call.Arguments)})",
        BoundReduction reduction => $"{reduction.Reduction}({Ranges(reduction.Ranges, reduction.Condition)}) {Of(reduction.Body)}",
        BoundFoldResult { Fold: var fold } result =>
            $"{fold.Join}({Ranges(fold.Ranges, fold.Condition)}) {List(fold.Body)} from {List(fold.Initial)}.{result.Position}",
        _ => throw new InvalidOperationException(expression.GetType().Name),
    };

    private void Statement(BoundStatement statement)
    {
        switch (statement)
        {
            case BoundBlock block: foreach (var inner in block.Statements) Statement(inner); break;
            case BoundDeclaration { Initializer: { } value } local: Line($"{local.Variable.Kind} {local.Variable} = {Of(value)}"); break;
            case BoundDeclaration local: Line($"{local.Variable.Kind} {local.Variable}"); break;
            case BoundAssignment assignment: Line($"{assignment.Variable.Name} = {Of(assignment.Value)}"); break;
            case BoundStore store: Line($"{store.Array.Name}[{List(store.Subscripts)}] = {Of(store.Value)}"); break;
            case BoundSliceStore store: Line($"{store.Array.Name}[{Parts(store.Subscripts)}] = {Of(store.Value)}"); break;
            case BoundFor loop: For(loop); break;
            case BoundWhile loop: Nested($"While {Of(loop.Condition)}", loop.Body); break;
            case BoundIf branch: If(branch); break;
            case BoundReturn { Values.IsEmpty: false } exit: Line($"Return {List(exit.Values)}"); break;
            case BoundAssert assert: Line($"Assert {Of(assert.Condition)}, \"{assert.Message}\""); break;
            case BoundKernelCall call: Line($"{call.Callee}({List(call.Arguments)}) declares [{string.Join(", ", call.Declared)}]"); break;
            default: Line(statement.GetType().Name["Bound".Length..]); break;
        }
    }

    private static string Parts(IEnumerable<BoundSubscript> subscripts) => string.Join(", ", subscripts.Select(subscript =>
        subscript.Upper is { } upper ? $"{Of(subscript.Lower)}..{Of(upper)}" : Of(subscript.Lower)));

    private void For(BoundFor loop) =>
        Nested($"{loop.Kind} {loop.Index.Name} in {Of(loop.Lower)}..{Of(loop.Upper)} step {Of(loop.Step)}", loop.Body);

    private void If(BoundIf branch)
    {
        Nested($"If {Of(branch.Condition)}", branch.Then);
        if (branch.Else is { } otherwise) Nested("Else", otherwise);
    }

    private void Nested(string head, BoundStatement body)
    {
        Line(head);
        _indent++;
        Statement(body);
        _indent--;
    }

    private void Line(string text) => _text.Append(' ', _indent * 2).Append(text).Append('\n');

    private static string Ranges(IEnumerable<BoundRange> ranges, BoundExpression? condition) =>
        string.Join(", ", ranges.Select(Range)) + (condition is null ? "" : $" where {Of(condition)}");

    private static string Range(BoundRange range) => $"{range.Index.Name} in {Of(range.Lower)}..{Of(range.Upper)}";

    private static string List(IEnumerable<BoundExpression> expressions) => string.Join(", ", expressions.Select(Of));
}
