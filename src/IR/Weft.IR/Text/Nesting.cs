using System;

namespace Weft.IR.Text;

/// <summary>How deep types, attributes and locations lie in one another, and of how many parts they are, aliases taken for what they stand
/// for. Deeper or larger than in any real program is an error: it keeps hostile input off the stack's end, and from making a value that
/// nobody can walk.</summary>
internal sealed class Nesting(TokenReader tokens)
{
    private const int MaxDepth = 256;
    private const int MaxSize = 1 << 20;

    private int _depth;

    /// <summary>The deepest level since <see cref="Restart"/>.</summary>
    public int Deepest { get; private set; }

    /// <summary>How many parts the outermost value has so far.</summary>
    public int Size { get; private set; }

    /// <summary>Begins a value that lies in no other.</summary>
    public void Restart() => (_depth, Deepest) = (0, 0);

    /// <summary>Goes one level down. False after recording an error.</summary>
    public bool Enter(string what)
    {
        if (!Reach(_depth + 1, what)) return false;
        Size = _depth == 0 ? 1 : Size + 1;
        _depth++;
        return true;
    }

    public void Leave() => _depth--;

    /// <summary>Takes at the level at hand a value that is so deep and so large itself. False after recording an error.</summary>
    public bool Take(int depth, int size, string what)
    {
        Size += size - 1;
        return Reach(_depth + depth - 1, what) && (Size <= MaxSize || tokens.Error($"{what} are too large"));
    }

    private bool Reach(int depth, string what)
    {
        Deepest = Math.Max(Deepest, depth);
        return depth <= MaxDepth || tokens.Error($"{what} are nested too deeply");
    }
}
