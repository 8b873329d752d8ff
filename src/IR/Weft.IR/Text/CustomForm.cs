using System;
using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Reads operations in a form of their own: the name, and behind it what the operation's class makes of the text. Inside a region
/// the name may go without the dialect that is the default there.</summary>
internal sealed class CustomForm(IrParser parser)
{
    private readonly Stack<string> _defaultDialects = new(["builtin"]);
    private Head _head;

    // The operation that is being read, and where its name stands.
    private readonly record struct Head(string? Name, int Start);

    private TokenReader Tokens => parser.Tokens;

    /// <summary>Whether an operation is being read, and not a region or an attribute in it.</summary>
    public bool IsOpen => _head.Name is not null;

    /// <summary>Where the name of the operation stands that is being read.</summary>
    public int Start => _head.Start;

    /// <summary>The message with the operation that is being read.</summary>
    public string Prefixed(string message) => _head.Name is { } op ? $"custom op '{op}' {message}" : message;

    public Operation? Parse()
    {
        var token = Tokens.Current;
        var written = Tokens.Text(token);
        var hasDialect = written.IndexOf('.') is >= 0 and var dot && dot < written.Length - 1;
        var name = hasDialect ? written : $"{_defaultDialects.Peek()}.{written}";
        var info = parser.Context.FindOp(name);
        Tokens.Advance();
        if (info?.Parse is null)
            return Tokens.FailAt<Operation>(
                token.Start, info is null ? Unknown(written, name) : $"custom op '{name}' has no custom assembly form");
        var state = parser.Begin(info, token.Start);
        var outer = _head;
        _head = new(info.Name, token.Start);
        var parsed = info.Parse(parser, state);
        _head = outer;
        return parsed ? parser.Build(state) : null;
    }

    private string Unknown(string written, string name)
    {
        var dialect = name.Substring(0, name.IndexOf('.'));
        var tried = name == written ? "" : $" (tried '{name}' as well)";
        return parser.Context.FindDialect(dialect) is not null
            ? $"custom op '{written}' is unknown{tried}"
            : $"Dialect `{dialect}' not found for custom op '{written}' {tried}";
    }

    /// <summary>The default dialect in a region. The generic form does not change it.</summary>
    public string DialectIn(OpInfo owner) => IsOpen ? owner.DefaultDialect : _defaultDialects.Peek();

    /// <summary>A region, whose mistakes are its own.</summary>
    public bool ParseRegion(Region region, string dialect, IReadOnlyList<RegionArgument>? entryArguments)
    {
        _defaultDialects.Push(dialect);
        var outer = _head;
        _head = default;
        var parsed = parser.Regions.Parse(region, entryArguments);
        _head = outer;
        _defaultDialects.Pop();
        return parsed;
    }

    /// <summary>A type or attribute of a dialect, whose mistakes are its own.</summary>
    public T? ParseOwn<T>(Func<IrParser, string, T?> parse, string mnemonic) where T : class
    {
        var outer = _head;
        _head = default;
        var parsed = parse(parser, mnemonic);
        _head = outer;
        return parsed;
    }
}
