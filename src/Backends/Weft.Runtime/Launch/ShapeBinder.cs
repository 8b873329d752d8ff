using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>Fixes the shape symbols of a signature from the values given, and evaluates the shapes of outputs.</summary>
internal sealed class ShapeBinder(KernelSignature signature, DiagnosticBag diagnostics)
{
    private const long MaximumExtent = 1L << 40;

    private readonly Dictionary<string, long> _symbols = [];

    /// <summary>The first parameter that has a symbol fixes it; later ones must agree.</summary>
    public bool Bind(KernelParameter parameter, ImmutableArray<long> shape)
    {
        if (shape.Length != parameter.Shape.Length)
            return Fail(RuntimeDiagnostics.RankMismatch.At(default, parameter.Name, signature.Name, parameter.Shape.Length, $"[{string.Join(", ", shape)}]"));

        for (var d = 0; d < shape.Length; d++)
        {
            // Range analysis counts on extents of this size.
            if (shape[d] is < 0 or > MaximumExtent) return Fail(RuntimeDiagnostics.ExtentTooLarge.At(default, d, parameter.Name, signature.Name, shape[d]));
            if (parameter.Shape[d] is ShapeExpr.Symbol { Name: var name } && _symbols.TryAdd(name, shape[d])) continue;
            // A formula over symbols that are not fixed yet cannot be checked here; outputs are evaluated later.
            if (parameter.Shape[d].Evaluate(_symbols) is { } expected && expected != shape[d])
                return Fail(RuntimeDiagnostics.ExtentMismatch.At(default, d, parameter.Name, signature.Name, parameter.Shape[d], expected, shape[d]));
        }

        return true;
    }

    public ImmutableArray<long>? ShapeOf(KernelParameter parameter)
    {
        var shape = ImmutableArray.CreateBuilder<long>(parameter.Shape.Length);
        foreach (var dim in parameter.Shape)
        {
            if (dim.Evaluate(_symbols) is not { } extent)
            {
                var unbound = dim.Symbols.FirstOrDefault(s => !_symbols.ContainsKey(s)) ?? dim.ToString();
                Fail(RuntimeDiagnostics.UnboundSymbol.At(default, parameter.Name, signature.Name, unbound));
                return null;
            }

            if (extent < 0)
            {
                Fail(RuntimeDiagnostics.NegativeExtent.At(default, shape.Count, parameter.Name, signature.Name, extent));
                return null;
            }

            if (extent > MaximumExtent)
            {
                Fail(RuntimeDiagnostics.ExtentTooLarge.At(default, shape.Count, parameter.Name, signature.Name, extent));
                return null;
            }

            shape.Add(extent);
        }

        return shape.ToImmutable();
    }

    private bool Fail(Diagnostic diagnostic)
    {
        diagnostics.Add(diagnostic);
        return false;
    }
}
