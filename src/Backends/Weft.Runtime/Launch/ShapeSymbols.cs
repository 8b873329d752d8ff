using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>The shape symbols of one call of a kernel: fixed by the arrays it is given, used for the arrays it makes.</summary>
/// <param name="location">Where the call stands, for diagnostics.</param>
public sealed class ShapeSymbols(string kernel, Location location = default)
{
    /// <summary>The longest extent of an array; range analysis counts on it.</summary>
    public const long MaximumExtent = 1L << 40;

    private readonly Dictionary<string, long> _values = [];

    /// <summary>The first dimension that is a symbol fixes it; what is known already must agree.</summary>
    /// <returns>What is wrong with the shape, or null.</returns>
    public Diagnostic? Bind(KernelParameter parameter, ImmutableArray<long> shape)
    {
        if (shape.Length != parameter.Shape.Length)
            return RuntimeDiagnostics.RankMismatch.At(
                location, parameter.Name, kernel, parameter.Shape.Length, $"[{string.Join(", ", shape)}]");

        for (var d = 0; d < shape.Length; d++)
        {
            if (shape[d] is < 0 or > MaximumExtent)
                return RuntimeDiagnostics.ExtentTooLarge.At(location, d, parameter.Name, kernel, shape[d]);
            var dimension = parameter.Shape[d];
            if (dimension is ShapeExpr.Symbol { Name: var name } && _values.TryAdd(name, shape[d])) continue;
            // 2*n + 1 says what n is, too.
            if (dimension.Solve(new ShapeExpr.Literal(shape[d]), _values.ContainsKey) is var (solved, formula)
                && formula.Evaluate(_values) is { } value and >= 0)
                _values[solved] = value;
            // A formula over symbols that are not fixed yet cannot be checked here; outputs are evaluated later.
            if (dimension.Evaluate(_values) is { } expected && expected != shape[d])
                return RuntimeDiagnostics.ExtentMismatch.At(location, [d, parameter.Name, kernel, dimension, expected, shape[d]]);
        }

        return null;
    }

    /// <summary>An integer fixes the symbol that is called as it is, where no array has one.</summary>
    /// <param name="bits">Zero-extended, as in a slot.</param>
    public void Bind(KernelParameter scalar, long bits)
    {
        if (!scalar.Element.IsInteger) return;
        var unused = 64 - scalar.Element.Bits;
        var value = scalar.Element.IsSigned ? bits << unused >> unused : bits;
        // A length past 63 bits is none.
        if (scalar.Element.IsSigned || value >= 0) _values.TryAdd(scalar.Name, value);
    }

    /// <summary>The value of a formula, or null where it has none.</summary>
    public long? Evaluate(ShapeExpr formula) => formula.Evaluate(_values);

    /// <summary>Checks what the kernel asks of the extents, once all are known.</summary>
    /// <returns>What does not hold, with the values of both sides, or null.</returns>
    public Diagnostic? Check(IEnumerable<ShapeConstraint> constraints)
    {
        foreach (var constraint in constraints)
        {
            if (constraint.Holds(_values) is not false) continue;
            var (left, right) = (Side(constraint.Left), Side(constraint.Right));
            var known = string.Join(", ", constraint.Symbols.Select(symbol => $"{symbol} = {_values[symbol]}"));
            return RuntimeDiagnostics.ConstraintViolated.At(
                location, kernel, constraint, left.Length > 0 && right.Length > 0 ? $"{left} and {right}" : left + right, known);
        }

        return null;
    }

    // A number says for itself what it is.
    private string Side(ShapeExpr side) => side is ShapeExpr.Literal ? "" : $"{side} is {side.Evaluate(_values)}";

    /// <summary>Evaluates the shape of an array that the kernel writes.</summary>
    /// <returns>Why it has no value, or null.</returns>
    public Diagnostic? Evaluate(KernelParameter parameter, out ImmutableArray<long> shape)
    {
        var extents = new long[parameter.Shape.Length];
        shape = [];
        for (var d = 0; d < extents.Length; d++)
        {
            var dimension = parameter.Shape[d];
            if (dimension.Evaluate(_values) is not { } extent)
            {
                var missing = dimension.Symbols.FirstOrDefault(s => !_values.ContainsKey(s)) ?? dimension.ToString();
                return RuntimeDiagnostics.UnboundSymbol.At(location, parameter.Name, kernel, missing);
            }

            if (extent < 0) return RuntimeDiagnostics.NegativeExtent.At(location, d, parameter.Name, kernel, extent);
            if (extent > MaximumExtent) return RuntimeDiagnostics.ExtentTooLarge.At(location, d, parameter.Name, kernel, extent);
            extents[d] = extent;
        }

        shape = [.. extents];
        return null;
    }
}
