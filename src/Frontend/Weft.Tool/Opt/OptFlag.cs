using Weft.IR.Text;

namespace Weft.Tool.Opt;

/// <summary>A flag of <c>weft opt</c> that is not a pass.</summary>
/// <param name="Expected">What its value must be.</param>
/// <param name="Apply">The options with the flag, given its value or null; null when the value is not what is expected.</param>
internal sealed record OptFlag(string Name, string Description, string Expected, Func<OptOptions, string?, OptOptions?> Apply)
{
    public static OptFlag Switch(string name, string description, Func<OptOptions, bool, OptOptions> set) =>
        new(name, description, "true or false", (options, value) => value?.ToLowerInvariant() switch
        {
            null or "true" or "1" => set(options, true),
            "false" or "0" => set(options, false),
            _ => null,
        });

    /// <summary>A switch of how IR is printed.</summary>
    public static OptFlag Print(string name, string description, Func<PrintOptions, bool, PrintOptions> set) =>
        Switch(name, description, (options, on) => options with { Print = set(options.Print, on) });

    /// <summary>A limit of what is printed; a negative one is none.</summary>
    public static OptFlag PrintLimit(string name, string description, Func<PrintOptions, long?, PrintOptions> set) =>
        new(name, description, "a number", (options, value) => long.TryParse(value, out var limit)
            ? options with { Print = set(options.Print, limit < 0 ? null : limit) } : null);

    /// <summary>A switch of when IR is printed around passes.</summary>
    public static OptFlag PrintIr(string name, string description, Func<PrintIrOptions, bool, PrintIrOptions> set) =>
        Switch(name, description, (options, on) => options with { PrintIr = set(options.PrintIr, on) });

    public static OptFlag WithValue(string name, string description, string expected, Func<OptOptions, string, OptOptions> set) =>
        new(name, description, expected, (options, value) => value is null ? null : set(options, value));

    /// <summary>One of two words; a switch is set by the first.</summary>
    public static OptFlag Choice(string name, string description, string first, string second, Func<OptOptions, bool, OptOptions> set) =>
        new(name, description, $"{first} or {second}", (options, value) =>
            value == first ? set(options, true) : value == second ? set(options, false) : null);
}
