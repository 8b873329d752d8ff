namespace Weft.Frontend.Dsl.LanguageServer.Protocol;

internal sealed record DocumentId(string Uri);

internal sealed record OpenedDocument(string Uri, int Version, string Text);

internal sealed record VersionedDocumentId(string Uri, int Version);

internal sealed record DidOpenParams(OpenedDocument TextDocument);

/// <param name="Range">What the text replaces; null for all of it.</param>
internal sealed record ContentChange(string Text, TextRange? Range = null);

internal sealed record DidChangeParams(VersionedDocumentId TextDocument, IReadOnlyList<ContentChange> ContentChanges);

/// <summary>Of each request about a whole document.</summary>
internal sealed record DocumentParams(DocumentId TextDocument);

/// <summary>Of each request about a place.</summary>
internal sealed record PlaceParams(DocumentId TextDocument, Position Position);

internal sealed record ReferenceContext(bool IncludeDeclaration);

internal sealed record ReferenceParams(DocumentId TextDocument, Position Position, ReferenceContext Context);

internal sealed record RenameParams(DocumentId TextDocument, Position Position, string NewName);

/// <summary>Of each request about a part of a document.</summary>
internal sealed record RangeParams(DocumentId TextDocument, TextRange Range);
