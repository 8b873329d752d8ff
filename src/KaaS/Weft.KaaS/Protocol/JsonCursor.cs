using System.Collections.Immutable;
using System.Text.Json;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>Walks a JSON text and says in the request's terms what is wrong with it.</summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    private const int MaxDepth = 32;

    /// <summary>The reader itself, for values of many elements.</summary>
    public Utf8JsonReader Reader = new(json, new JsonReaderOptions { MaxDepth = MaxDepth });

    public readonly JsonTokenType Token => Reader.TokenType;

    public void Next()
    {
        if (!Reader.Read()) throw new JsonException("the text ends too early");
    }

    /// <summary>Moves into the object whose start is the next token.</summary>
    public void OpenObject(string where)
    {
        Next();
        Require(JsonTokenType.StartObject, where, "expected an object");
    }

    /// <summary>Moves to the name of the object's next property; false at the object's end.</summary>
    public bool NextProperty()
    {
        Next();
        return Token == JsonTokenType.PropertyName;
    }

    /// <summary>Whether the property here has this name. Remembers it in <paramref name="seen"/>, as <paramref name="bit"/>: a second
    /// one is an error.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name, ref int seen, int bit)
    {
        if (!Reader.ValueTextEquals(name)) return false;
        if ((seen & (1 << bit)) != 0) throw new WeftException(KaasDiagnostics.DuplicateField.At(default, $"'{Reader.GetString()}'"));
        seen |= 1 << bit;
        return true;
    }

    public string Text(string where)
    {
        Next();
        Require(JsonTokenType.String, where, "expected a string");
        return Reader.GetString()!;
    }

    public bool Flag(string where)
    {
        Next();
        if (Token is not (JsonTokenType.True or JsonTokenType.False)) throw Invalid(where, "expected true or false");
        return Token == JsonTokenType.True;
    }

    /// <summary>A whole number of at least 0.</summary>
    public long Natural(string where)
    {
        Next();
        return NaturalHere(where);
    }

    public ImmutableArray<long> Shape(string where)
    {
        Next();
        Require(JsonTokenType.StartArray, where, "expected an array of extents");
        var shape = ImmutableArray.CreateBuilder<long>(4);
        for (Next(); Token != JsonTokenType.EndArray; Next())
        {
            if (shape.Count == MaxDepth) throw Invalid(where, $"more than {MaxDepth} dimensions");
            shape.Add(NaturalHere(where));
        }

        return shape.ToImmutable();
    }

    public void SkipValue()
    {
        Next();
        Reader.Skip();
    }

    public readonly void Require(JsonTokenType token, string where, string problem)
    {
        if (Token != token) throw Invalid(where, problem);
    }

    public static WeftException Invalid(string where, string problem) => new(KaasDiagnostics.InvalidField.At(default, where, problem));

    private readonly long NaturalHere(string where) =>
        Token == JsonTokenType.Number && Reader.TryGetInt64(out var value) && value >= 0
            ? value : throw Invalid(where, "expected a whole number of at least 0");
}
