import { Parser } from 'htmlparser2';

/** What a package's part consists of; names without their prefix, attributes too. */
export interface XmlHandler {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  close(name: string): void;
  text(text: string): void;
}

/**
 * Reads the XML of a package's part as events. References to characters are decoded, entities of a DTD are not
 * expanded, nesting costs no stack. Leaves what is not well-formed as it is: the package's checksum says whether it is
 * as it was written.
 */
export function readXmlEvents(bytes: Uint8Array, handler: XmlHandler): void {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const own = Object.entries(attributes).map(([attribute, value]) => [localName(attribute), value] as const);
        handler.open(localName(name), new Map(own));
      },
      onclosetag: (name) => handler.close(localName(name)),
      ontext: (text) => handler.text(text),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(decodeXml(bytes));
}

function decodeXml(bytes: Uint8Array): string {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  return new TextDecoder(utf16 ?? 'utf-8').decode(bytes);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
