using System;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>The keywords of an enum that is written in IR. Made by the generator from <see cref="IrEnumAttribute"/>.</summary>
public sealed class EnumKeywords(
    string name, bool isFlags, IReadOnlyList<(string Keyword, long Value)> cases, string separator = ",", bool isPlain = false)
{
    /// <summary><c>dialect.mnemonic</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The part of the name that is the attribute's own.</summary>
    public string Mnemonic => Name.Substring(Name.IndexOf('.') + 1);

    public bool IsFlags { get; } = isFlags;

    /// <summary>Written without brackets of its own: <see cref="EnumForm.Plain"/>.</summary>
    public bool IsPlain { get; } = isPlain;

    public IReadOnlyList<(string Keyword, long Value)> Cases { get; } = cases;

    /// <summary>What the verifier calls the constraint; empty where it lists the numbers.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The type that MLIR's messages name.</summary>
    public string CppName { get; init; } = name;

    /// <summary>All keywords, for documentation.</summary>
    public string Choices
    {
        get
        {
            var keywords = string.Join(", ", Keywords());
            return IsFlags ? $"any of {keywords}" : $"one of {keywords}";
        }
    }

    public long? Find(string keyword)
    {
        foreach (var (name, value) in Cases)
            if (name == keyword)
                return value;
        return null;
    }

    /// <summary>The keyword of a value; for flags the largest groups first, joined by the separator. Null when it has none.</summary>
    public string? Text(long value)
    {
        foreach (var (name, whole) in Cases)
            if (whole == value)
                return name;
        if (!IsFlags) return null;
        var parts = new List<string>();
        foreach (var (name, bits) in Cases)
        {
            // Groups (fast = all flags) are covered by the exact match above.
            if (bits == 0 || (bits & (bits - 1)) != 0 || (value & bits) == 0) continue;
            parts.Add(name);
            value &= ~bits;
        }

        return value == 0 ? string.Join(separator, parts) : null;
    }

    /// <summary>A keyword, or for flags a list of them. Null after recording an error.</summary>
    public long? Parse(Text.IrParser parser)
    {
        var (tokens, value) = (parser.Tokens, 0L);
        do
        {
            var start = tokens.Current.Start;
            if (!tokens.Is(IR.Text.TokenKind.Word)) return Fail("expected valid keyword");
            var word = tokens.Text(tokens.Current);
            tokens.Advance();
            if (Find(word) is not { } one) return Fail($"expected {CppName} to be one of: {string.Join(", ", Keywords())}");
            value |= one;

            long? Fail(string message)
            {
                parser.ErrorAt(start, message);
                return null;
            }
        }
        while (IsFlags && tokens.Accept(IR.Text.TokenKind.Comma));
        return value;
    }

    /// <summary>A keyword or string for the attribute of a name. Null after recording an error.</summary>
    public long? Parse(Text.IrParser parser, string attribute)
    {
        var (tokens, start) = (parser.Tokens, parser.Tokens.Current.Start);
        var isString = tokens.Is(IR.Text.TokenKind.String);
        var word = isString || tokens.Is(IR.Text.TokenKind.Word) ? tokens.KeyText() : "";
        if (Find(word) is { } value)
        {
            tokens.Advance();
            return value;
        }

        parser.ErrorAt(start, isString
            ? $"invalid {attribute} attribute specification: \"{word}\""
            : $"expected string or keyword containing one of the following enum values for attribute '{attribute}' "
                + $"[{string.Join(", ", Keywords())}]");
        return null;
    }

    private IEnumerable<string> Keywords()
    {
        foreach (var (keyword, _) in Cases) yield return keyword;
    }
}

/// <summary>A value of an enum of the form <see cref="EnumForm.Attribute"/>: <c>#arith.fastmath&lt;fast&gt;</c>.</summary>
public sealed record EnumAttr(EnumKeywords Keywords, long Value) : Attribute, Text.IDialectPrinted
{
    public bool Equals(EnumAttr? other) => other is not null && ReferenceEquals(Keywords, other.Keywords) && Value == other.Value;

    public override int GetHashCode() => unchecked((Keywords.Name.GetHashCode() * 31) + Value.GetHashCode());

    public void Print(Text.AttributePrinter printer)
    {
        var name = Keywords.IsPlain ? Keywords.Name.Replace('.', '<') : Keywords.Name;
        printer.Output.Write('#').Write(name).Write(Keywords.IsPlain ? ' ' : '<').Write(Keywords.Text(Value) ?? "").Write('>');
    }

    /// <summary>Reads <c>&lt;keywords&gt;</c>, or just the keywords of a plain one.</summary>
    public static EnumAttr? Parse(Text.IrParser parser, EnumKeywords keywords)
    {
        if (keywords.IsPlain) return keywords.Parse(parser) is { } plain ? new(keywords, plain) : null;
        if (!parser.Tokens.Expect(IR.Text.TokenKind.Less, "expected '<'") || keywords.Parse(parser) is not { } value) return null;
        return parser.Tokens.Expect(IR.Text.TokenKind.Greater, "expected '>'") ? new(keywords, value) : null;
    }
}
