using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR.Text;

/// <summary>Reads regions: their blocks, which may be named before they are written, and the arguments of blocks.</summary>
internal sealed class RegionParser(IrParser parser)
{
    private const int MaxDepth = 200;

    // By name, for each region that is open; the outermost is the file.
    private readonly Stack<Dictionary<string, PendingBlock>> _blocks = new([[]]);

    /// <summary>How many regions are open.</summary>
    public int Depth { get; set; }

    private sealed record PendingBlock(Block Block, int Position)
    {
        public bool IsDefined { get; set; }
    }

    private TokenReader Tokens => parser.Tokens;

    /// <summary>A region in braces.</summary>
    /// <param name="entryArguments">Arguments that the operation's syntax named; their types are known.</param>
    public bool Parse(Region region, IReadOnlyList<RegionArgument>? entryArguments)
    {
        var start = Tokens.Current.Start;
        if (!Tokens.Expect(TokenKind.LeftBrace, "expected '{' to begin a region")) return false;
        if (Depth == MaxDepth) return Tokens.ErrorAt(start, $"regions are nested more than {MaxDepth} deep");
        Depth++;
        _blocks.Push([]);
        parser.Scope.PushRegion();
        var before = parser.Diagnostics.ErrorCount;
        var parsed = ParseBody(region, entryArguments);
        parser.Scope.PopRegion();
        var blocks = _blocks.Pop();
        Depth--;
        // A block may be missing because it could not be read.
        return parsed && (parser.Diagnostics.ErrorCount > before || CheckBlocks(blocks));
    }

    /// <summary><c>^name</c>.</summary>
    public Block? ParseSuccessor()
    {
        if (!Tokens.Is(TokenKind.Caret)) return Tokens.FailBefore<Block>("expected block name");
        var token = Tokens.Current;
        Tokens.Advance();
        return BlockNamed(Tokens.Text(token, skip: 1), token.Start).Block;
    }

    private PendingBlock BlockNamed(string name, int position)
    {
        var blocks = _blocks.Peek();
        if (!blocks.TryGetValue(name, out var pending)) blocks[name] = pending = new PendingBlock(new Block(), position);
        return pending;
    }

    private bool ParseBody(Region region, IReadOnlyList<RegionArgument>? entryArguments)
    {
        var hasEntry = entryArguments is { Count: > 0 };
        if (!hasEntry && Tokens.Accept(TokenKind.RightBrace)) return true;
        if (hasEntry && Tokens.Is(TokenKind.Caret)) return Tokens.Error("invalid block name in region with named arguments");
        if (hasEntry || !Tokens.Is(TokenKind.Caret))
        {
            var entry = region.AddBlock();
            foreach (var argument in entryArguments ?? [])
                if (!AddEntryArgument(entry, argument))
                    return false;

            if (!ParseBlockBody(entry)) return false;
        }

        while (!Tokens.Accept(TokenKind.RightBrace))
            if (!ParseBlock(region))
                return false;
        return true;
    }

    private bool ParseBlock(Region region)
    {
        var token = Tokens.Current;
        if (!Tokens.Expect(TokenKind.Caret, "expected block name")) return false;
        var pending = BlockNamed(Tokens.Text(token, skip: 1), token.Start);
        if (pending.IsDefined) return Tokens.ErrorAt(token.Start, $"redefinition of block '{Tokens.Text(token)}'");
        pending.IsDefined = true;
        region.Append(pending.Block);
        if (Tokens.Accept(TokenKind.LeftParen) && !Tokens.Accept(TokenKind.RightParen))
        {
            do
            {
                if (!ParseArgument(pending.Block)) return false;
            }
            while (Tokens.Accept(TokenKind.Comma));
            if (!Tokens.Expect(TokenKind.RightParen, "expected ')'")) return false;
        }

        return Tokens.Expect(TokenKind.Colon, "expected ':' after block name") && ParseBlockBody(pending.Block);
    }

    private bool AddEntryArgument(Block entry, RegionArgument argument)
    {
        if (parser.Scope.Find(argument.Name) is var (name, earlier))
            return Tokens.Report(Diagnostic
                .Error(Tokens.LocationAt(argument.Position), $"region entry argument '%{argument.Name}' is already in use")
                .WithNote(parser.Operands.PriorUse(name, earlier), "previously referenced here"));
        return parser.Define(argument.Name, [argument.AddTo(entry)], argument.Position);
    }

    // %name: type loc(...)
    private bool ParseArgument(Block block)
    {
        if (parser.Operands.Parse() is not { } name
            || !Tokens.Expect(TokenKind.Colon, "expected ':' and type for SSA operand") || parser.Types.Parse() is not { } type)
            return false;
        var argument = block.AddArgument(type, Tokens.LocationAt(name.Position));
        return parser.Locations.ParseTrailing(argument.SetLocation) && parser.Define(name.Name, [argument], name.Position);
    }

    private bool ParseBlockBody(Block block)
    {
        while (!Tokens.Is(TokenKind.Caret) && !Tokens.Is(TokenKind.RightBrace))
        {
            var start = Tokens.Current.Start;
            if (parser.ParseOperation() is { } op) block.Append(op);
            else if (!parser.Recovers || Tokens.Is(TokenKind.Error) || Tokens.Is(TokenKind.EndOfFile)) return false;
            else if (!Tokens.SkipFrom(start, inRegion: true)) return false;
        }

        return true;
    }

    /// <summary>Whether the file names no block outside of regions: there are none.</summary>
    public bool CheckOutermost() => CheckBlocks(_blocks.Peek());

    private bool CheckBlocks(Dictionary<string, PendingBlock> blocks)
    {
        var defined = true;
        foreach (var block in blocks.Values.Where(b => !b.IsDefined).OrderBy(b => b.Position))
            defined = Tokens.ErrorAt(block.Position, "reference to an undefined block");
        return defined;
    }
}

/// <summary>An argument of a region as its operation's syntax gives it.</summary>
public sealed class RegionArgument(string name, IrType type, Location location, int position)
{
    private BlockArgument? _value;

    public string Name => name;

    public IrType Type => type;

    /// <summary>Byte offset, for messages.</summary>
    public int Position => position;

    /// <summary>Settles a location that was written, maybe as an alias that the file defines later.</summary>
    public void SetLocation(Location known)
    {
        location = known;
        _value?.SetLocation(known);
    }

    internal BlockArgument AddTo(Block entry) => _value = entry.AddArgument(type, location);
}
