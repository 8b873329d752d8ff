using System.Collections.Immutable;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>The values of shape symbols: the extents of arguments, or what these say when they are formulas.</summary>
internal sealed class SymbolLowering(LoweringState state, ImmutableArray<VariableSymbol> shapeSymbols)
{
    // No name of a symbol: stands for the extent for which a formula is solved.
    private const string Given = "?";

    /// <summary>Each symbol gets its value from the first argument that has it alone as a dimension, else from the first whose
    /// dimension can be solved for it.</summary>
    public void Bind(ImmutableArray<VariableSymbol> parameters)
    {
        foreach (var extent in shapeSymbols)
            if (Dimensions(parameters).FirstOrDefault(d => d.Formula == new ShapeExpr.Symbol(extent.Name)) is { } alone)
                state[extent] = state.Extent(state[alone.Array], alone.Axis);
        foreach (var (array, axis, formula) in Dimensions(parameters)) Solve(array, axis, formula);
    }

    private void Solve(VariableSymbol array, int axis, ShapeExpr formula)
    {
        var known = shapeSymbols.Where(state.Knows).ToDictionary(symbol => symbol.Name);
        if (formula.Solve(new ShapeExpr.Symbol(Given), known.ContainsKey) is not var (name, value)) return;
        var given = new VariableSymbol(Given, new ScalarType(ElementType.Index), VariableKind.ShapeSymbol, array.Location);
        state[given] = state.Extent(state[array], axis);
        state[shapeSymbols.First(symbol => symbol.Name == name)] = new ExtentLowering(state, [.. known.Values, given]).Emit(value);
    }

    private static IEnumerable<Dimension> Dimensions(ImmutableArray<VariableSymbol> parameters) =>
        parameters.Where(parameter => parameter.IsArray).SelectMany(parameter =>
            ((ArrayType)parameter.Type).Dimensions.Select((formula, axis) => new Dimension(parameter, axis, formula)));

    private sealed record Dimension(VariableSymbol Array, int Axis, ShapeExpr Formula);
}
