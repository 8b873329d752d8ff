using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>Checks what the bound tree promises to a lowering: every type is decided, operands agree, places are known.</summary>
internal sealed class BoundTreeChecker : BoundWalker
{
    public static void Check(BoundProgram program)
    {
        var checker = new BoundTreeChecker();
        foreach (var func in program.Funcs) checker.Visit(func.Body);
        foreach (var kernel in program.Kernels) checker.Visit(kernel.Body);
    }

    public override void Visit(BoundStatement statement)
    {
        Assert.False(statement.Location.IsUnknown, statement.GetType().Name);
        switch (statement)
        {
            case BoundDeclaration { Initializer: { } value } declaration: Same(declaration.Variable.Type, value.Type); break;
            case BoundAssignment assignment: Same(assignment.Variable.Type, assignment.Value.Type); break;
            case BoundStore store: Store(store); break;
            case BoundFor loop: Assert.All([loop.Lower, loop.Upper, loop.Step], at => Assert.Equal(ElementType.Index, at.Kind)); break;
            case BoundIf branch: Assert.Equal(ElementType.Bool, branch.Condition.Kind); break;
            case BoundWhile loop: Assert.Equal(ElementType.Bool, loop.Condition.Kind); break;
            case BoundKernelCall call: Assert.Equal(call.Callee.Parameters.Length, call.Arguments.Length); break;
        }

        base.Visit(statement);
    }

    public override void Visit(BoundExpression expression)
    {
        Assert.True(expression.Type is ScalarType or ArrayType, $"{expression}");
        Assert.False(expression.Location.IsUnknown, expression.GetType().Name);
        switch (expression)
        {
            case BoundUnary unary: Same(unary.Type, unary.Operand.Type); break;
            case BoundBinary binary: Binary(binary); break;
            case BoundConditional choice: Same(choice.WhenTrue.Type, choice.WhenFalse.Type); break;
            case BoundElement element: Assert.All(element.Subscripts, subscript => Assert.Equal(ElementType.Index, subscript.Kind)); break;
            case BoundConversion conversion: Assert.NotEqual(conversion.Type, conversion.Operand.Type); break;
        }

        base.Visit(expression);
    }

    private static void Store(BoundStore store)
    {
        var type = (ArrayType)store.Array.Type;
        Assert.Equal(type.Rank, store.Subscripts.Length);
        Assert.All(store.Subscripts, subscript => Assert.Equal(ElementType.Index, subscript.Kind));
        Assert.Equal(type.Element, store.Value.Kind);
    }

    private static void Binary(BoundBinary binary)
    {
        if (binary.Operator is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight) Assert.True(binary.Right.Kind.IsInteger);
        else Same(binary.Left.Type, binary.Right.Type);
        if (binary.Operator >= BinaryOperator.Equal) Assert.Equal(ElementType.Bool, binary.Kind);
        else Same(binary.Type, binary.Left.Type);
    }

    /// <summary>Extents may be different formulas for the same number.</summary>
    private static void Same(WeftType a, WeftType b)
    {
        if (a is ArrayType x && b is ArrayType y) Assert.Equal((x.Element, x.Rank), (y.Element, y.Rank));
        else Assert.Equal(a, b);
    }
}
