using System.Globalization;

namespace Weft.Benchmarks;

/// <summary>Numbers as the report writes them.</summary>
internal static class Form
{
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string Time(double seconds) => seconds switch
    {
        < 1e-6 => Text($"{seconds * 1e9:0.0} ns"),
        < 1e-3 => Text($"{seconds * 1e6:0.00} us"),
        < 0.1 => Text($"{seconds * 1e3:0.00} ms"),
        _ => Text($"{seconds * 1e3:0} ms"),
    };

    public static string Bandwidth(double bytes, double seconds) => Text($"{bytes / seconds * 1e-9:0.0} GB/s");

    public static string Bytes(double bytes) => bytes < 1 << 20 ? Text($"{bytes / 1024:0} KiB") : Text($"{bytes / (1 << 20):0.#} MiB");

    /// <summary>A row of quantiles; the first is the best figure when <paramref name="quantiles"/> begins with 0.</summary>
    public static IReadOnlyList<string> Row(string name, IReadOnlyList<double> times, params double[] quantiles) =>
        [name, .. quantiles.Select(q => Time(Statistics.Quantile([.. times], q)))];
}
