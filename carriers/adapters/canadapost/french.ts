/**
 * Canada Post's French words for its events, keyed by words. Source: the French column of Canada
 * Post's code table. Words of several identifiers have the meaning that fits all of them.
 */

import { type CodeTable, phraseRows } from '../../reading/code-table.ts';

const UNDER_WAY: CodeTable = {
  ...phraseRows('pre_transit', [
    "Les renseignements électroniques ont été soumis par l'expéditeur",
    'Étiquette de retour créée',
  ]),
  ...phraseRows('in_transit', [
    'Article traité',
    'Article en transit',
    'Article arrivé',
    "L'article est parti",
    'Article en transit au bureau de poste',
    'Article réexpédié à la nouvelle adresse du destinataire',
    'Envoi ramassé par Postes Canada',
    "L'article est en route vers les douanes canadiennes",
    "Article international expédié dans le pays d'origine",
    "Article international traité dans le pays d'origine",
    "Article du régime internat. sorti du pays d'origine et en route pour le Canada",
    'Article du régime international arrivé au pays étranger',
    'Article présenté à la douane pour examen',
    'Article envoyé aux douanes dans le pays de destination',
    'Article retourné à la poste par les douanes',
    "Article international remis par les Douanes à l'administration postale étrangère",
    'Envoi en route vers le bureau de livraison',
    'Article reçu au bureau de livraison du pays de destination',
    'Article international arrivé au pays de transit',
    'Article international acheminé à la destination',
  ]),
  ...phraseRows('in_transit/address', [
    "Vérification de l'adresse du destinataire; délai possible",
  ]),
  ...phraseRows('in_transit/missorted', [
    "Article réacheminé en raison d'une erreur de traitement; Délai possible",
  ]),
  ...phraseRows('in_transit/weather', [
    "Conditions météorologiques sévères à l'emplacement de livraison; article retardé",
  ]),
  ...phraseRows('in_transit/delay', [
    'Livraison retardée en raison de manifestations à cet emplacement',
    'Interruption de travail touchant cet emplacement; article en retard',
    'Livraison retardée en raison de délais de transport hors de notre contrôle',
    "Panne d'électricité majeure touchant cet emplacement; article retardé",
    "La livraison de l'article est reportée au jour ouvrable suivant",
  ]),
  ...phraseRows('out_for_delivery', ['Article sorti pour livraison', 'Sorti pour livraison']),
};

const NOT_HANDED_OVER: CodeTable = {
  ...phraseRows('attempted', [
    'Tentative de livraison. Reportée au jour ouvrable suivant',
    "Un avis a été laissé pour indiquer où et quand l'article peut être ramassé",
  ]),
  ...phraseRows('attempted/closed', [
    'Fermé pour la journée. Article retenu pour deuxième tentative de livraison',
  ]),
  ...phraseRows('available_for_pickup', [
    "Carte Avis final; renvoi à l'exp. si on ne le ramasse pas dans les dix jours",
    'Envoi disponible pour le ramassage',
    'Envoi disponible pour le ramassage par le client',
    'Article peut être ramassé au bureau de poste',
  ]),
  ...phraseRows('exception/customs', [
    "Article retourné aux douanes canadiennes aux fins d'appel des droits",
  ]),
  ...phraseRows('exception/address', [
    "Impossible livrer article tel qu'adressé; envoyé Centre d'envoi non distribuable",
  ]),
  ...phraseRows('exception/held', [
    'Article retenu',
    'Article retenu à la demande du destinataire',
    "Article arrivé à l'installation postale. Article retenu à la demande du dest",
    "Envoi arrivé Centre d'envoi non distribuable. SVP communiquez Service clientèle",
  ]),
  ...phraseRows('exception/destroyed', ["Période d'attente a expiré; Article a été éliminé"]),
  ...phraseRows('exception/other', [
    "Envoyé au Centre d'envoi non distribuable; SVP contactez Service à la clientèle",
  ]),
};

const RETURNS: CodeTable = {
  ...phraseRows('return_to_sender', [
    "Article international retourné à l'expéditeur. Affranchissement insuffisant",
    "Article int. renvoyé à l'expéditeur. Ne respecte pas les exigences du produit",
    "Article int. renvoyé à l'expéd.; étiquette d'expédition inexacte ou manquante",
    "Étiquette d'expédition invalide. Article international retourné à l'expéditeur",
    "Documentation incomplète ou illisible. Article retourné à l'expéditeur",
    "Service suspendu à destination de ce pays. Article retourné à l'expéditeur",
    "Cet article est un objet inadmissible. Il sera retourné à l'expéditeur",
    "Article retourné à l'expéditeur. Preuve d'âge valide non fournie",
    "Article retourné à l'expéditeur",
    "L'article a été retourné et est en route à l'Expéditeur",
    "Article international non livrable. Article retourné à l'expéditeur",
    "Article refusé ou non réclamé par le destinataire. Article retourné à l'exp",
  ]),
  ...phraseRows('return_to_sender/address', [
    "Article retourné à l'expéditeur. Adresse incomplète",
  ]),
  ...phraseRows('return_to_sender/refused', [
    "Article refusé par le destinataire. Article retourné à l'expéditeur",
  ]),
  ...phraseRows('return_to_sender/unclaimed', [
    "Article non réclamé par le destinataire. Article retourné à l'expéditeur",
  ]),
};

export const FRENCH: CodeTable = { ...UNDER_WAY, ...NOT_HANDED_OVER, ...RETURNS };
