using System.Globalization;
using Weft.IR;

namespace Weft.Passes;

/// <summary>The option texts given for one pass: <c>tile-size=32 fuse=true</c>.</summary>
public sealed class PassOptions(IReadOnlyDictionary<string, string> values, DiagnosticBag diagnostics, string pass)
{
    /// <summary>The value of an option, or its default. A text that cannot be read is recorded as an error.</summary>
    public T Get<T>(string name, T initial)
    {
        if (!values.TryGetValue(name, out var text)) return initial;
        try
        {
            if (typeof(T).IsEnum) return Member<T>(text);
            if (typeof(T) == typeof(Sequence<long>)) return (T)(object)Numbers(text);
            if (typeof(T) == typeof(bool)) return (T)(object)Truth(text);
            if (typeof(T) == typeof(Sequence<string>)) return (T)(object)OptionText.Elements(text).ToSequence();
            return (T)Convert.ChangeType(text, typeof(T), CultureInfo.InvariantCulture);
        }
        catch (Exception mistake) when (mistake is FormatException or OverflowException or InvalidCastException)
        {
            diagnostics.Add(PassDiagnostics.BadOption.At(default, text, name, pass, Kind(typeof(T))));
            return initial;
        }
    }

    // An option without a value is switched on.
    private static bool Truth(string text) => text switch
    {
        "" or "1" or "true" or "True" or "TRUE" => true,
        "0" or "false" or "False" or "FALSE" => false,
        _ => throw new FormatException(),
    };

    // Lists are written with commas.
    private static Sequence<long> Numbers(string text) =>
        text.Split(',').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToSequence();

    private static T Member<T>(string text)
    {
        var known = Enum.GetNames(typeof(T)).FirstOrDefault(name => Dashed(name) == text);
        return known is null ? throw new FormatException() : (T)Enum.Parse(typeof(T), known);
    }

    // Members of enums are written with dashes: BottomUp is bottom-up.
    private static string Dashed(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private static string Kind(Type type) => type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(type).Select(Dashed))
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(uint) ? "a whole number that is not negative"
        : type == typeof(Sequence<long>) ? "whole numbers"
        : "a number";
}
