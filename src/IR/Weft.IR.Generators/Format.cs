using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR.Generators;

/// <summary>A piece of an assembly format.</summary>
internal abstract record FormatElement;

/// <summary><c>`word`</c> or <c>`,`</c>.</summary>
internal sealed record LiteralElement(string Text) : FormatElement
{
    public bool IsWord => char.IsLetter(Text[0]) || Text[0] == '_';
}

/// <summary><c>` `</c> (a space) or <c>``</c> (no space here).</summary>
internal sealed record SpaceElement(bool IsSpace) : FormatElement;

/// <summary><c>$name</c>: an operand, attribute, region or successor.</summary>
internal sealed record VariableElement(string Name) : FormatElement;

/// <summary><c>type($name)</c>, <c>type(operands)</c>, <c>type(results)</c>.</summary>
internal sealed record TypeElement(string Name) : FormatElement;

/// <summary><c>functional-type(inputs, results)</c>.</summary>
internal sealed record FunctionalTypeElement(string Inputs, string Results) : FormatElement;

internal sealed record AttrDictElement(bool WithKeyword) : FormatElement;

/// <summary><c>operands</c>: all operands in one list.</summary>
internal sealed record OperandsElement : FormatElement;

/// <summary><c>custom&lt;Name&gt;($a, type($b))</c>: static methods <c>ParseName</c> and <c>PrintName</c> of the class.</summary>
internal sealed record CustomElement(string Name, EquatableList<FormatElement> Arguments) : FormatElement;

/// <summary><c>(then^)?</c> or <c>(then^) : (else)?</c>.</summary>
internal sealed record OptionalElement(EquatableList<FormatElement> Then, EquatableList<FormatElement> Else, FormatElement Anchor)
    : FormatElement;

/// <summary>Parses MLIR's declarative assembly-format language.</summary>
internal sealed class FormatReader(string text)
{
    private int _position;

    public static List<FormatElement> Read(string format)
    {
        var reader = new FormatReader(format);
        var (elements, _) = reader.Sequence();
        if (reader._position < format.Length)
            throw new FormatException($"unexpected '{format[reader._position]}' at {reader._position} in \"{format}\"");
        return elements;
    }

    private (List<FormatElement> Elements, FormatElement? Anchor) Sequence()
    {
        var elements = new List<FormatElement>();
        FormatElement? anchor = null;
        while (true)
        {
            SkipSpace();
            if (_position >= text.Length || text[_position] is ')' or ',') return (elements, anchor);
            var element = Element();
            elements.Add(element);
            if (Accept('^')) anchor = element;
        }
    }

    private FormatElement Element()
    {
        SkipSpace();
        var c = text[_position];
        if (c == '`') return Literal();
        if (c == '$') return Variable();
        if (c == '(') return Optional();
        var word = Word();
        switch (word)
        {
            case "attr-dict": return new AttrDictElement(false);
            case "attr-dict-with-keyword": return new AttrDictElement(true);
            case "operands": return new OperandsElement();
            case "qualified" or "ref": return InParens(Element);
            case "type": return new TypeElement(InParens(Argument));
            case "functional-type":
                var (inputs, results) = InParens(() =>
                {
                    var first = Argument();
                    Expect(',');
                    return (first, Argument());
                });
                return new FunctionalTypeElement(inputs, results);
            case "custom": return Custom();
            default: throw new FormatException($"unknown directive '{word}' in \"{text}\"");
        }
    }

    private FormatElement Literal()
    {
        var end = text.IndexOf('`', _position + 1);
        var literal = text.Substring(_position + 1, end - _position - 1);
        _position = end + 1;
        return literal.Trim().Length == 0 ? new SpaceElement(literal.Length > 0) : new LiteralElement(literal);
    }

    private VariableElement Variable()
    {
        _position++;
        return new(Word());
    }

    private FormatElement Optional()
    {
        Expect('(');
        var (then, anchor) = Sequence();
        Expect(')');
        var otherwise = new EquatableList<FormatElement>();
        SkipSpace();
        if (Accept(':'))
        {
            Expect('(');
            otherwise = new(Sequence().Elements);
            Expect(')');
        }

        Expect('?');
        if (anchor is null) throw new FormatException($"optional group without an anchor '^' in \"{text}\"");
        return new OptionalElement(new(then), otherwise, anchor);
    }

    private CustomElement Custom()
    {
        Expect('<');
        var name = Word();
        Expect('>');
        var arguments = InParens(() =>
        {
            var list = new EquatableList<FormatElement>();
            do list.Add(Element());
            while (Accept(','));
            return list;
        });
        return new(name, arguments);
    }

    private string Argument()
    {
        SkipSpace();
        if (text[_position] == '$') return Variable().Name;
        return Word();
    }

    private T InParens<T>(Func<T> body)
    {
        Expect('(');
        SkipSpace();
        var result = body();
        Expect(')');
        return result;
    }

    private string Word()
    {
        var start = _position;
        while (_position < text.Length && (char.IsLetterOrDigit(text[_position]) || text[_position] is '_' or '-')) _position++;
        if (_position == start) throw new FormatException($"expected a name at {start} in \"{text}\"");
        return text.Substring(start, _position - start);
    }

    private bool Accept(char c)
    {
        SkipSpace();
        if (_position >= text.Length || text[_position] != c) return false;
        _position++;
        return true;
    }

    private void Expect(char c)
    {
        if (!Accept(c)) throw new FormatException($"expected '{c}' at {_position} in \"{text}\"");
    }

    private void SkipSpace()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position])) _position++;
    }
}
