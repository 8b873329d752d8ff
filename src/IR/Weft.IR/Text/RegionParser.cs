using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Reads regions: their blocks, which may be named before they are written, and the arguments of blocks.</summary>
internal sealed class RegionParser(IrParser parser)
{
    private const int MaxDepth = 200;

    // By name, for each region that is open; the outermost is the file.
    private readonly Stack<Dictionary<string, PendingBlock>> _blocks = new([[]]);

    private sealed record PendingBlock(Block Block, int Position)
    {
        public bool IsDefined { get; set; }
    }

    private TokenReader Tokens => parser.Tokens;

    /// <summary>Leaves all regions: reading goes on after an error.</summary>
    public void Restart()
    {
        while (_blocks.Count > 1) _blocks.Pop();
    }

    /// <summary>A region in braces.</summary>
    /// <param name="entryArguments">Arguments that the operation's syntax named; their types are known.</param>
    public bool Parse(Region region, IReadOnlyList<RegionArgument>? entryArguments)
    {
        var start = Tokens.Current.Start;
        if (!Tokens.Expect(TokenKind.LeftBrace, "expected '{' to begin a region")) return false;
        if (_blocks.Count > MaxDepth) return Tokens.ErrorAt(start, $"regions are nested more than {MaxDepth} deep");
        _blocks.Push([]);
        parser.Scope.PushRegion();
        if (!ParseBody(region, entryArguments)) return false;
        parser.Scope.PopRegion();
        return CheckBlocks(_blocks.Pop());
    }

    /// <summary><c>^name</c>.</summary>
    public Block? ParseSuccessor()
    {
        if (!Tokens.Is(TokenKind.Caret))
        {
            parser.Error("expected block name");
            return null;
        }

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
            {
                var value = entry.AddArgument(argument.Type, argument.Location);
                if (!parser.Define(argument.Name, [value], argument.Position)) return false;
            }

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
                if (parser.Operands.ParseArgument() is not { } argument) return false;
                if (!parser.Define(argument.Name, [pending.Block.AddArgument(argument.Type, argument.Location)], argument.Position)) return false;
            }
            while (Tokens.Accept(TokenKind.Comma));
            if (!Tokens.Expect(TokenKind.RightParen, "expected ')'")) return false;
        }

        return Tokens.Expect(TokenKind.Colon, "expected ':' after block name") && ParseBlockBody(pending.Block);
    }

    private bool ParseBlockBody(Block block)
    {
        while (!Tokens.Is(TokenKind.Caret) && !Tokens.Is(TokenKind.RightBrace))
        {
            if (parser.ParseOperation() is not { } op) return false;
            block.Append(op);
        }

        return true;
    }

    private bool CheckBlocks(Dictionary<string, PendingBlock> blocks)
    {
        foreach (var pair in blocks)
            if (!pair.Value.IsDefined)
                return Tokens.ErrorAt(pair.Value.Position, "reference to an undefined block");
        return true;
    }
}

/// <summary>An argument of a region as its operation's syntax gives it.</summary>
public sealed record RegionArgument(string Name, IrType Type, Location Location, int Position);
