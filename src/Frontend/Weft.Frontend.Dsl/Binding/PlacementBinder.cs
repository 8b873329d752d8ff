using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Where something may run, and how long; each as the IR stores it, null where nothing is said.</summary>
internal sealed record BoundPlacement(string? At, string? Deadline);

/// <summary><c>@ gpu(0.2) else cpu deadline 50ms</c></summary>
internal sealed class PlacementBinder(ExpressionBinder expressions)
{
    /// <summary>Null, reported, where something is wrong.</summary>
    public BoundPlacement? Bind(PlacementSyntax syntax)
    {
        List<DeviceShare> devices = [];
        foreach (var device in syntax.Devices)
        {
            if (Device(device) is not { } share) return null;
            if (devices.Exists(other => other.Device == share.Device))
            {
                expressions.Fail(device, DslDiagnostics.DeviceTwice, share.Device);
                return null;
            }

            devices.Add(share);
        }

        if (syntax.Deadline is { } deadline && !IsTime(deadline)) return null;
        return new(devices.Count == 0 ? null : new Placement([.. devices]).ToString(), syntax.Deadline?.Text);
    }

    public bool IsTime(NameSyntax text)
    {
        if (Durations.TryParse(text.Text) is not null) return true;
        expressions.Fail(text, DslDiagnostics.BadTime, text.Text);
        return false;
    }

    private DeviceShare? Device(DeviceSyntax syntax)
    {
        var name = syntax.Name.Text;
        if (!Placement.Devices.Contains(name))
        {
            expressions.Fail(
                syntax.Name,
                DslDiagnostics.UnknownDevice,
                name,
                Suggestion.For(name, Placement.Devices),
                string.Join(", ", Placement.Devices));
            return null;
        }

        if (syntax.Share is not { } written) return new(name);
        var share = expressions.ConvertTo(ElementType.F64, expressions.BindScalar(written), written);
        if (share is BoundLiteral { Value.Float: > 0 and <= 1 and var number }) return new(name, number);
        if (share is not BoundError) expressions.Fail(written, DslDiagnostics.BadShare, name);
        return null;
    }
}
