using System.Collections.Immutable;

namespace Weft.Frontend.Dsl.Syntax;

/// <summary><c>@ gpu(0.2) else cpu deadline 50ms</c></summary>
/// <param name="Devices">In the order in which they are tried; empty where any will do.</param>
public sealed record PlacementSyntax(ImmutableArray<DeviceSyntax> Devices, NameSyntax? Deadline, SourceSpan Span) : SyntaxNode(Span);

/// <param name="Share">The part of the device, more than 0 and at most 1; null for all of it.</param>
public sealed record DeviceSyntax(NameSyntax Name, ExpressionSyntax? Share, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>schedule matmul for cpu { tile i 64 }</c></summary>
/// <param name="Target">Null for all.</param>
public sealed record ScheduleSyntax(
    NameSyntax Kernel, NameSyntax? Target, ImmutableArray<DirectiveSyntax> Directives, string Doc, SourceSpan Span)
    : DeclarationSyntax(Kernel, Doc, Span);

/// <summary><c>tile i 64</c></summary>
/// <param name="Arguments">Names and numbers, as written.</param>
public sealed record DirectiveSyntax(NameSyntax Word, ImmutableArray<NameSyntax> Arguments, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>on s3("in/*.npy") as e -> detect(e.body, 0.5) -> s3("out/{name}.npy")</c></summary>
/// <param name="Event">What the arguments call the event; null where they do not.</param>
/// <param name="Sink">Where the result goes; null where nobody wants it.</param>
public sealed record EventSyntax(
    EndpointSyntax Source, NameSyntax? Event, NameSyntax Target, ImmutableArray<ExpressionSyntax> Arguments, EndpointSyntax? Sink,
    string Doc, SourceSpan Span) : DeclarationSyntax(Target, Doc, Span);

/// <summary><c>s3("in/*.npy")</c>, <c>every 5min</c></summary>
/// <param name="Settings">Strings with their quotes, numbers, times, as written.</param>
public sealed record EndpointSyntax(NameSyntax Name, ImmutableArray<NameSyntax> Settings, SourceSpan Span) : SyntaxNode(Span);
