using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Weft.IR;

/// <summary>Where a workflow or a step of one may run: the first device of the list that has room. <c>wf.at</c> stores its .weft spelling,
/// <c>gpu(0.2) else cpu</c>.</summary>
public sealed record Placement(Sequence<DeviceShare> Alternatives)
{
    /// <summary>The kinds of devices; <c>auto</c> is any.</summary>
    public static IReadOnlyList<string> Devices { get; } = ["auto", "cpu", "gpu", "cuda", "opencl"];

    /// <summary>Null when the text is not of that form.</summary>
    public static Placement? TryParse(string text)
    {
        var parts = text.Split(new[] { " else " }, System.StringSplitOptions.None).Select(DeviceShare.TryParse).ToList();
        return parts.TrueForAll(part => part is not null) ? new([.. parts.OfType<DeviceShare>()]) : null;
    }

    public override string ToString() => string.Join(" else ", Alternatives);
}

/// <param name="Share">The part of the device, more than 0 and at most 1.</param>
public sealed record DeviceShare(string Device, double Share = 1)
{
    public static DeviceShare? TryParse(string text)
    {
        var (device, share) = (text.Trim(), 1.0);
        if (device.EndsWith(")", System.StringComparison.Ordinal) && device.IndexOf('(') is > 0 and var open)
        {
            var number = device.Substring(open + 1, device.Length - open - 2);
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out share)) return null;
            device = device.Substring(0, open);
        }

        return Placement.Devices.Contains(device) && share is > 0 and <= 1 ? new(device, share) : null;
    }

    public override string ToString() =>
        Share == 1 ? Device : $"{Device}({Share.ToString("0.######", CultureInfo.InvariantCulture)})";
}
