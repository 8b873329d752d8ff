using System.Collections.Immutable;
using System.Globalization;
using Weft.IR;

namespace Weft.Passes;

/// <summary>A pass as the command line knows it.</summary>
public sealed record PassInfo(string Name, string Description, ImmutableArray<PassOption> Options, Func<PassOptions, IPass> Create);

/// <param name="Default">As text.</param>
public sealed record PassOption(string Name, string Default);

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
            if (typeof(T) == typeof(Sequence<string>)) return (T)(object)text.Split(',').ToSequence();
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

    // Members of enums are written with dashes.
    private static T Member<T>(string text)
    {
        var name = text.Replace("-", "", StringComparison.Ordinal);
        var known = Enum.GetNames(typeof(T)).FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        return known is null ? throw new FormatException() : (T)Enum.Parse(typeof(T), known);
    }

    private static string Kind(Type type) => type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(type)).ToLowerInvariant()
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(Sequence<long>) ? "whole numbers"
        : "a number";
}

public static partial class PassRegistry
{
    public static PassInfo? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    /// <summary>A pass with the defaults of its options; null after recording that there is none.</summary>
    public static IPass? Make(string name, DiagnosticBag diagnostics)
    {
        if (Find(name) is { } info) return info.Create(new PassOptions(new Dictionary<string, string>(), diagnostics, name));
        diagnostics.Add(Missing(name, Location.Unknown));
        return null;
    }

    /// <summary>What to say of a name that no pass has.</summary>
    /// <param name="others">Names of other things that may have been meant.</param>
    public static Diagnostic Missing(string name, Location location, IEnumerable<string>? others = null)
    {
        var suggestion = Suggestion.For(name, All.Select(p => p.Name).Concat(others ?? []));
        return PassDiagnostics.UnknownPass.At(location, name, suggestion.Length > 0 ? suggestion : "; --list-passes shows all");
    }
}
