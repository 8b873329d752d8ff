using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>The shape symbols of one invocation: fixed by the inputs, used for the outputs.</summary>
internal sealed class ShapeSymbols(string kernel, Location location)
{
    private readonly Dictionary<string, long> _values = [];

    /// <summary>The first dimension that is a symbol fixes it; what is known must agree.</summary>
    public void Bind(KernelParameter parameter, ImmutableArray<long> shape)
    {
        if (shape.Length != parameter.Shape.Length)
            throw new WeftException(RuntimeDiagnostics.RankMismatch.At(
                location, parameter.Name, kernel, parameter.Shape.Length, $"[{string.Join(", ", shape)}]"));
        for (var d = 0; d < shape.Length; d++)
        {
            var dimension = parameter.Shape[d];
            if (dimension is ShapeExpr.Symbol { Name: var name } && _values.TryAdd(name, shape[d])) continue;
            if (dimension.Evaluate(_values) is { } expected && expected != shape[d])
                throw new WeftException(RuntimeDiagnostics.ExtentMismatch.At(
                    location, [d, parameter.Name, kernel, dimension, expected, shape[d]]));
        }
    }

    public ImmutableArray<long> ShapeOf(KernelParameter parameter) => ImmutableArray.CreateRange(parameter.Shape, dimension =>
    {
        if (dimension.Evaluate(_values) is { } extent) return extent;
        var unbound = dimension.Symbols.FirstOrDefault(symbol => !_values.ContainsKey(symbol)) ?? dimension.ToString();
        throw new WeftException(RuntimeDiagnostics.UnboundSymbol.At(location, parameter.Name, kernel, unbound));
    });
}
