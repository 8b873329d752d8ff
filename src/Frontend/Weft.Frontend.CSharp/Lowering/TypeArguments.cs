using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>What the type parameters of a generic function stand for while it is lowered: symbols of its source become those that run.
/// </summary>
internal sealed class TypeArguments
{
    private readonly Compilation _compilation;
    private readonly ImmutableDictionary<ITypeParameterSymbol, ITypeSymbol> _types;

    public TypeArguments(Compilation compilation)
        : this(compilation, ImmutableDictionary.Create<ITypeParameterSymbol, ITypeSymbol>(new ByDeclaration())) { }

    private TypeArguments(Compilation compilation, ImmutableDictionary<ITypeParameterSymbol, ITypeSymbol> types) =>
        (_compilation, _types) = (compilation, types);

    /// <summary>None: those of the function that calls say nothing about the one that is called.</summary>
    public TypeArguments Cleared() => _types.IsEmpty ? this : new(_compilation);

    /// <summary>As well those of a function and of the types around it.</summary>
    public TypeArguments With(IMethodSymbol function) =>
        With(function.OriginalDefinition.TypeParameters, function.TypeArguments).With(function.ContainingType);

    public TypeArguments With(INamedTypeSymbol? type) => type is null ? this
        : With(type.OriginalDefinition.TypeParameters, type.TypeArguments).With(type.ContainingType);

    public ITypeSymbol Close(ITypeSymbol type) => _types.IsEmpty ? type : type switch
    {
        ITypeParameterSymbol parameter => _types.TryGetValue(parameter, out var argument) ? argument : type,
        IArrayTypeSymbol array => _compilation.CreateArrayTypeSymbol(Close(array.ElementType), array.Rank),
        INamedTypeSymbol named => Close(named),
        _ => type,
    };

    public IMethodSymbol Close(IMethodSymbol method)
    {
        if (_types.IsEmpty) return method;
        var own = method.MethodKind == MethodKind.LocalFunction ? method.ConstructedFrom : Member(method.ConstructedFrom);
        return method.IsGenericMethod ? own.Construct([.. method.TypeArguments.Select(Close)]) : own;
    }

    /// <summary>A field or property in the type that it is one of.</summary>
    public T Member<T>(T member) where T : class, ISymbol
    {
        if (_types.IsEmpty || member.ContainingType is not { } type) return member;
        var closed = Close(type);
        if (IsSame(closed, type)) return member;
        return closed.GetMembers(member.Name).OfType<T>().First(own => IsSame(own.OriginalDefinition, member.OriginalDefinition));
    }

    private INamedTypeSymbol Close(INamedTypeSymbol type)
    {
        var own = type.ContainingType is { } outer && !IsSame(Close(outer), outer)
            ? Close(outer).GetTypeMembers(type.Name, type.Arity)[0] : type.ConstructedFrom;
        return type.Arity > 0 ? own.Construct([.. type.TypeArguments.Select(Close)]) : own;
    }

    private TypeArguments With(IReadOnlyList<ITypeParameterSymbol> parameters, IReadOnlyList<ITypeSymbol> arguments)
    {
        // In its own source a parameter stands for itself.
        var given = parameters.Zip(arguments, (p, a) => new KeyValuePair<ITypeParameterSymbol, ITypeSymbol>(p, a))
            .Where(pair => !IsSame(pair.Key, pair.Value));
        return given.Any() ? new(_compilation, _types.SetItems(given)) : this;
    }

    private static bool IsSame(ISymbol a, ISymbol b) => SymbolEqualityComparer.Default.Equals(a, b);

    // The type parameters of a local function are others each time that its source is bound.
    private sealed class ByDeclaration : IEqualityComparer<ITypeParameterSymbol>
    {
        public bool Equals(ITypeParameterSymbol x, ITypeParameterSymbol y) =>
            x.Ordinal == y.Ordinal && IsSame(x.ContainingSymbol, y.ContainingSymbol);

        public int GetHashCode(ITypeParameterSymbol parameter) => (parameter.Ordinal * 31) ^ parameter.Name.GetHashCode();
    }
}
