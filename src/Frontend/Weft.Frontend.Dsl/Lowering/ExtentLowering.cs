using System.Collections.Immutable;
using Weft.Frontend.Dsl.Binding;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>Extents of one body: formulas over its shape symbols, and whether arrays have those that their types say.</summary>
internal sealed class ExtentLowering(LoweringState state, ImmutableArray<VariableSymbol> shapeSymbols)
{
    public Value Emit(ShapeExpr extent) => extent switch
    {
        ShapeExpr.Literal literal => state.Index(literal.Value),
        ShapeExpr.Symbol symbol => state[shapeSymbols.First(s => s.Name == symbol.Name)],
        ShapeExpr.Binary formula => Emit(formula),
        _ => throw new ArgumentException($"'{extent}' cannot be lowered", nameof(extent)),
    };

    private Value Emit(ShapeExpr.Binary formula)
    {
        var (left, right) = (Emit(formula.Left), Emit(formula.Right));
        var op = formula.Operator switch
        {
            '+' => BinaryOperator.Add,
            '-' => BinaryOperator.Subtract,
            '*' => BinaryOperator.Multiply,
            '/' => BinaryOperator.Divide,
            _ => BinaryOperator.Remainder,
        };
        return ScalarLowering.Binary(state, op, ElementType.Index, left, right);
    }

    /// <summary>Checks that an array of a workflow has the extents that a variable's type gives as formulas, where its own type does not
    /// say so.</summary>
    public void Check(Value array, ArrayType given, VariableSymbol variable)
    {
        var wanted = ((ArrayType)variable.Type).Dimensions;
        for (var d = 0; d < wanted.Count; d++)
            if (wanted[d] is not ShapeExpr.Literal && given.Dimensions[d] != wanted[d])
                Assert(state.Extent(array, d), Emit(wanted[d]), $"dimension {d} of '{variable.Name}' is not '{wanted[d]}'");
    }

    // Where the type of an array does not say that it has the extents wanted.
    private void Check(string name, ArrayType given, ArrayType wanted)
    {
        for (var d = 0; d < wanted.Rank; d++)
            if (given.Dimensions[d] != wanted.Dimensions[d])
                Assert(Emit(given.Dimensions[d]), Emit(wanted.Dimensions[d]), $"dimension {d} of '{name}' is not '{wanted.Dimensions[d]}'");
    }

    /// <summary>Checks the arguments of a call against the extents that the callee's shape symbols get from the first of them.</summary>
    public void Check(BoundKernelCall call)
    {
        Dictionary<string, ShapeExpr> symbols = [];
        foreach (var (parameter, argument) in call.Callee.Parameters.Zip(call.Arguments))
        {
            if (parameter.Type is not ArrayType array) continue;
            foreach (var (wanted, given) in array.Dimensions.Zip(((ArrayType)argument.Type).Dimensions))
                if (wanted.Solve(given, symbols.ContainsKey) is var (name, value))
                    symbols[name] = value.Substitute(symbols);
            var extents = array.Dimensions.Select(dimension => dimension.Substitute(symbols));
            Check(parameter.Name, (ArrayType)argument.Type, array with { Dimensions = extents });
        }
    }

    /// <summary>Checks what a kernel asks of extents, for calls from other kernels; who calls it from outside has been told before.
    /// </summary>
    public void Require(KernelSymbol kernel, ShapeConstraint constraint)
    {
        var op = OperatorTable.Parse(constraint.Comparison);
        var holds = ScalarLowering.Binary(state, op, ElementType.Index, Emit(constraint.Left), Emit(constraint.Right));
        state.Insert(new AssertOp($"'{kernel.Name}' needs {constraint}", holds));
    }

    /// <summary>A value of a workflow as a variable holds it. What an array is assigned may have other extents each time; those
    /// that the variable's type says in numbers are checked.</summary>
    public Value Fit(Value value, VariableSymbol variable)
    {
        if (!variable.IsArray) return value;
        var (given, wanted) = ((ShapedType)value.Type, (ShapedType)TypeLowering.Value(variable));
        for (var d = 0; d < wanted.Rank; d++)
            if (given.Shape[d] == ShapedType.Dynamic && wanted.Shape[d] != ShapedType.Dynamic)
                Assert(
                    state.Extent(value, d), state.Index(wanted.Shape[d]), $"dimension {d} of '{variable.Name}' is not '{wanted.Shape[d]}'");
        return given == wanted ? value : state.Add(new TensorCastOp(value, wanted));
    }

    /// <summary>An array with the type of a variable, whose extents it has.</summary>
    public Value Cast(Value array, VariableSymbol variable) =>
        TypeLowering.Of(variable.Type) is var type && array.Type == type ? array : state.Add(new MemRefCastOp(array, type));

    private void Assert(Value given, Value wanted, string message) =>
        state.Insert(new AssertOp(message, state.Add(new CmpIOp(CmpIPredicate.Eq, given, wanted))));
}
