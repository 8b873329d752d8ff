using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>What runs where a member is called: in generic functions that of the type argument, which may be the member of an interface
/// that it implements.</summary>
internal sealed class Implementations(BodyLowering body)
{
    public IMethodSymbol Of(IInvocationOperation call) => Of(call.TargetMethod, call.ConstrainedToType ?? call.Instance?.Type);

    /// <param name="on">The type whose member is called, where an interface declares it.</param>
    public IMethodSymbol Of(IMethodSymbol method, ITypeSymbol? on)
    {
        var closed = body.Frame.Types.Close(method);
        return IsOfInterface(closed) && body.Close(on) is { } type && Find(type, closed.ConstructedFrom) is { } own
            ? closed.IsGenericMethod ? own.Construct([.. closed.TypeArguments]) : own
            : closed;
    }

    public IPropertySymbol Of(IPropertySymbol property, ITypeSymbol? on)
    {
        var closed = body.Frame.Types.Member(property);
        return IsOfInterface(closed) && body.Close(on)?.FindImplementationForInterfaceMember(closed) is IPropertySymbol own ? own : closed;
    }

    /// <summary>A static property of a type argument or of a number type, or one that is a constant; null for other properties.</summary>
    public Value[]? Static(IPropertyReferenceOperation property)
    {
        var on = body.Close(property.ConstrainedToType ?? property.Property.ContainingType);
        if (property.Instance is not null) return null;
        if (property.ConstrainedToType is null && ScalarType.Of(on) is null) return body.Constants.Property(property);
        if (ScalarType.Of(on) is { } number) return body.GenericNumbers.Property(property, number) is { } value ? [value] : null;
        if (StructReader.IsNumerics(on)) return body.Numerics.Named(on!, property.Property.Name, property);
        var own = Of(property.Property, on);
        return body.Places.Load(new PropertyPlace(KernelType.Of(own.Type) ?? throw body.Fail(), own, null, [], property));
    }

    // .NET's numbers hide some of their functions, but not what they are called.
    private static IMethodSymbol? Find(ITypeSymbol type, IMethodSymbol member) =>
        type.FindImplementationForInterfaceMember(member) is IMethodSymbol own
        && !(ScalarType.Of(type) is not null && own.ExplicitInterfaceImplementations.Length > 0) ? own : null;

    private static bool IsOfInterface(ISymbol member) => member.ContainingType?.TypeKind == TypeKind.Interface;
}
