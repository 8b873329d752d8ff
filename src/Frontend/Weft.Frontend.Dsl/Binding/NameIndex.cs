using System.Collections.Immutable;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>A name in the text and what it means there.</summary>
public sealed record NamePlace(SourceSpan Span, ISymbol Symbol, bool IsDeclaration);

/// <summary>Where the names of a file stand and what they mean. The binders note each when they resolve it, so that editors see what the
/// compiler sees, and see it in declarations with errors, too.</summary>
public sealed class NameIndex
{
    private readonly List<NamePlace> _noted = [];
    private readonly Dictionary<int, NamePlace> _places = [];
    private int _known;

    /// <summary>In the order of the text.</summary>
    public IEnumerable<NamePlace> All => Places.Values.OrderBy(place => place.Span.Offset);

    /// <summary>The name that an offset is in or right behind.</summary>
    public NamePlace? At(int offset) =>
        Places.TryGetValue(offset, out var place) ? place
        : Places.Values.FirstOrDefault(other => other.Span.Offset < offset && offset <= other.Span.End);

    /// <summary>Where a symbol is named.</summary>
    public ImmutableArray<NamePlace> Of(ISymbol symbol) => [.. All.Where(place => AreSame(place.Symbol, symbol))];

    /// <summary>Symbols are the same when they are declared at one place, whichever file was bound, and for whichever types.</summary>
    public static bool AreSame(ISymbol a, ISymbol b) => a.Location == b.Location && (!a.Location.IsUnknown || a.Name == b.Name);

    internal void Declare(NameSyntax name, ISymbol symbol) => Add(name, symbol, isDeclaration: true);

    /// <summary>Gives the symbol back.</summary>
    internal T Use<T>(NameSyntax name, T symbol) where T : ISymbol
    {
        Add(name, symbol, isDeclaration: false);
        return symbol;
    }

    /// <summary>Adds what was noted elsewhere about the same file.</summary>
    internal void Add(NameIndex later) => _noted.AddRange(later._noted);

    private void Add(NameSyntax name, ISymbol symbol, bool isDeclaration)
    {
        if (name.Text.Length > 0) _noted.Add(new(name.Span, symbol, isDeclaration));
    }

    // Only editors ask. What is bound several times, as for each use of a generic kernel, is known from the first.
    private Dictionary<int, NamePlace> Places
    {
        get
        {
            for (; _known < _noted.Count; _known++) _places.TryAdd(_noted[_known].Span.Offset, _noted[_known]);
            return _places;
        }
    }
}
