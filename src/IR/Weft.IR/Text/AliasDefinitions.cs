using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>The aliases that a file has defined so far.</summary>
/// <param name="file">Those of the whole file, where a part of it is read.</param>
internal sealed class AliasDefinitions(IrParser parser, AliasDefinitions? file)
{
    private readonly TokenReader _tokens = parser.Tokens;
    private readonly Dictionary<string, Alias<Attribute>> _attributes = file?._attributes ?? [];
    private readonly Dictionary<string, Alias<IrType>> _types = file?._types ?? [];
    private readonly List<WrittenAlias> _written = [];

    /// <param name="Depth">How deep its value is nested.</param>
    /// <param name="Size">Of how many parts its value is.</param>
    /// <param name="End">Where its definition ends: above, the name means nothing.</param>
    private sealed record Alias<T>(T Value, int Depth, int Size, int End);

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<WrittenAlias> Written => _written;

    public Attribute? FindAttribute(string name) => _attributes.TryGetValue(name, out var alias) ? alias.Value : null;

    /// <summary>What an alias in the text stands for; null after recording an error.</summary>
    public Attribute? UseAttribute(string name) => Use(_attributes, name, "attributes");

    public IrType? UseType(string name) => Use(_types, name, "types");

    /// <summary><c>#name = attribute</c>.</summary>
    public bool DefineAttribute()
    {
        if (ParseName(_attributes, "attribute") is not { } name || parser.Attributes.Parse() is not { } value) return false;
        _attributes[name] = new(value, parser.Nesting.Deepest, parser.Nesting.Size, _tokens.PreviousEnd);
        _written.Add(new(name, value));
        return true;
    }

    /// <summary><c>!name = type</c>.</summary>
    public bool DefineType()
    {
        if (ParseName(_types, "type") is not { } name || parser.Types.Parse() is not { } value) return false;
        _types[name] = new(value, parser.Nesting.Deepest, parser.Nesting.Size, _tokens.PreviousEnd);
        _written.Add(new(name, value));
        return true;
    }

    private string? ParseName<T>(Dictionary<string, T> known, string what)
    {
        var name = _tokens.Text(_tokens.Current, skip: 1);
        if (known.ContainsKey(name)) return _tokens.Fail<string>($"redefinition of {what} alias id '{name}'");
        if (name.IndexOf('.') >= 0) return _tokens.Fail<string>($"{what} names with a '.' are reserved for dialect-defined names");
        _tokens.Advance();
        parser.Nesting.Restart();
        return _tokens.Expect(TokenKind.Equal, $"expected '=' in {what} alias definition") ? name : null;
    }

    private T? Use<T>(Dictionary<string, Alias<T>> known, string name, string what) where T : class
    {
        if (known.TryGetValue(name, out var alias) && alias.End <= _tokens.Current.Start)
            return parser.Nesting.Take(alias.Depth, alias.Size, what) ? alias.Value : null;
        return _tokens.FailBefore<T>($"undefined symbol alias id '{name}'");
    }
}
