using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary><c>const K: f32[3, 3] = [[1, 2, 1], [2, 4, 2], [1, 2, 1]]</c>. Without a type the first number says it.</summary>
internal sealed class ConstantArray(ExpressionBinder expressions)
{
    private readonly List<Constant> _values = [];

    /// <summary>The array; null, reported, where the value does not have the type's form.</summary>
    public VariableSymbol? Bind(ConstSyntax syntax, WeftType? type)
    {
        var array = type as ArrayType ?? Infer(syntax);
        if (type is ScalarType) return Refuse(syntax.Value, DslDiagnostics.ArrayInitializer, type, "an array");
        if (array is null || !Fill(syntax, syntax.Value, array, 0)) return null;
        return new(syntax.Name.Text, array, VariableKind.Constant, expressions.Context.LocationOf(syntax.Name)) { Values = [.. _values] };
    }

    private ArrayType? Infer(ConstSyntax syntax)
    {
        List<ShapeExpr> extents = [];
        var value = syntax.Value;
        for (; value is ArraySyntax array; value = array.Items[0]) extents.Add(new ShapeExpr.Literal(array.Items.Length));
        var first = expressions.Literals.Close(expressions.BindScalar(value));
        return first.Type is ScalarType { Kind: var kind } ? new(kind, [.. extents]) : null;
    }

    private bool Fill(ConstSyntax constant, ExpressionSyntax syntax, ArrayType type, int axis)
    {
        if (axis == type.Rank) return Element(constant, syntax, type.Element);
        // There are no shape symbols here: an extent is a number.
        var extent = ((ShapeExpr.Literal)type.Dimensions[axis]).Value;
        if (syntax is not ArraySyntax { Items: var items })
            Refuse(
                syntax,
                DslDiagnostics.ArrayInitializer,
                type,
                $"'{expressions.TextOf(syntax)}'; write the elements in brackets: '[1, 2, 3]'");
        else if (items.Length != extent)
            Refuse(syntax, DslDiagnostics.ConstantCount, constant.Name.Text, axis, extent, items.Length);
        else
            return items.All(item => Fill(constant, item, type, axis + 1));
        return false;
    }

    private bool Element(ConstSyntax constant, ExpressionSyntax syntax, ElementType kind)
    {
        var value = expressions.BindAs(syntax, kind);
        if (value is BoundLiteral literal) _values.Add(literal.Value);
        else if (value is not BoundError) Refuse(syntax, DslDiagnostics.NotConstant, constant.Name.Text);
        return value is BoundLiteral;
    }

    private VariableSymbol? Refuse(SyntaxNode at, DiagnosticDescriptor descriptor, params object?[] arguments)
    {
        expressions.Fail(at, descriptor, arguments);
        return null;
    }
}
