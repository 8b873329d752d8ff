using Weft.IR;

namespace Weft.Frontend.Dsl.Symbols;

/// <summary>What a name can mean.</summary>
public interface ISymbol
{
    string Name { get; }

    /// <summary>Where it is declared; unknown for what is built in.</summary>
    Location Location { get; }
}

/// <summary>A function, reduction or type that the language brings.</summary>
/// <param name="Form">How it is used: <c>clamp(x, low, high)</c>.</param>
/// <param name="Doc">What it gives.</param>
public sealed record BuiltinSymbol(string Name, string Form, string Doc) : ISymbol
{
    public Location Location => default;
}
